import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Client } from '@toride/contract/client'
import type { Assignment } from '@toride/core/access'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { administratorApi, serverUrl } from './environment.ts'
import { findBrowser } from './find-browser.ts'
import { type Account, everything, signInAsNew } from './users.ts'
import { watchPage } from './watch-page.ts'

/** Generous: a busy machine is slow, and a condition that never comes ends the journey anyway. */
const waitMs = 30_000
const journeyTimeoutMs = 240_000

export type JourneyOptions = {
  /** Who is signed in: a new user with these roles; `nobody` for the pages before the portal. Default: everything. */
  readonly as?: readonly Assignment[] | 'nobody'
  /** Answers of the API that belong to the journey although they are errors. */
  readonly expectedStatuses?: readonly number[]
  readonly context?: BrowserContextOptions
  /** Default: the common server. */
  readonly server?: () => { readonly url: string; readonly api: Client }
}

export type Scene = {
  readonly page: Page
  readonly url: string
  /** The API with every permission. */
  readonly api: Client
  /** Who is signed in. */
  readonly account: Account | undefined
}

/**
 * One journey through the portal in a fresh browser profile. Besides what it asserts itself, it fails when the page wrote
 * an error to the console, broke its content security policy, or asked anybody but its own server.
 */
export function journey(name: string, options: JourneyOptions, run: (scene: Scene) => Promise<void>): void {
  test(name, { timeout: journeyTimeoutMs }, () => play(name, options, run))
}

/** What `journey` does, inside of a test that has subtests. */
export async function play(name: string, options: JourneyOptions, run: (scene: Scene) => Promise<void>): Promise<void> {
  const { url, api } = options.server?.() ?? { url: serverUrl, api: administratorApi }
  const browser = await launched()
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
    acceptDownloads: true,
    ...options.context,
  })
  context.setDefaultTimeout(waitMs)
  context.setDefaultNavigationTimeout(waitMs)
  try {
    const account = options.as === 'nobody' ? undefined : await signInAsNew(context, url, api, options.as ?? everything)
    const page = await context.newPage()
    const assertClean = await watchPage(page, new URL(url).origin, options.expectedStatuses ?? [])
    try {
      await run({ page, url, api, account })
    } catch (error) {
      console.error(`${page.url()}\n${await keepPicture(page, name)}`)
      throw error
    }
    assertClean()
  } finally {
    await context.close()
  }
}

let browser: Promise<Browser> | undefined
after(async () => (await browser)?.close())

/** The one browser of this file. */
function launched(): Promise<Browser> {
  const executablePath = findBrowser()
  browser ??= chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    // Containers often have no user namespaces and a small /dev/shm.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none'],
  })
  return browser
}

async function keepPicture(page: Page, name: string): Promise<string> {
  const folder = join(import.meta.dirname, '../../../.cache/e2e')
  const path = join(folder, `${name.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}.png`)
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path }).catch(() => undefined)
  return path
}
