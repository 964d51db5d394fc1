import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The browser of the variable CHROMIUM, or the first one on the path; undefined when there is none. */
export function findBrowser(environment: Readonly<Record<string, string | undefined>> = process.env): string | undefined {
  if (environment.CHROMIUM) return existsSync(environment.CHROMIUM) ? environment.CHROMIUM : undefined
  const folders = [...(environment.PATH ?? '').split(delimiter).filter((folder) => folder !== ''), '/usr/bin', '/snap/bin']
  return programs.flatMap((program) => folders.map((folder) => join(folder, program))).find((path) => existsSync(path))
}

/** What is missing for the journeys, in one sentence; undefined when nothing is. */
export function missingBrowser(): string | undefined {
  if (findBrowser() !== undefined) return undefined
  if (process.env.CHROMIUM) return `There is no browser at ${process.env.CHROMIUM}, where the variable CHROMIUM says.`
  return 'The journeys need Chromium: install it ("apt-get install chromium fonts-noto-cjk") or name its program in the variable CHROMIUM.'
}
