/**
 * Writes every generated file of the repository: `npm run generate`. With `--check` it writes nothing and fails when a
 * file is not what it would write, which is how CI notices a forgotten run.
 *
 * Each generator is a file in tools/generate/ that exports `generate(root)`: path → text.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export type GeneratedFiles = ReadonlyMap<string, string>

const root = fileURLToPath(new URL('..', import.meta.url))
const isCheck = process.argv.includes('--check')
const generators = readdirSync(join(root, 'tools/generate')).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
const stale: string[] = []
let count = 0
// The catalogue comes first: other generators import it.
for (const name of generators.toSorted((a, b) => Number(b === 'catalogue.ts') - Number(a === 'catalogue.ts') || a.localeCompare(b))) {
  const { generate } = (await import(`./generate/${name}`)) as { generate: (root: string) => GeneratedFiles | Promise<GeneratedFiles> }
  for (const [path, text] of await generate(root)) {
    count += 1
    const file = join(root, path)
    if (readText(file) === text) continue
    stale.push(path)
    if (isCheck) continue
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}
if (isCheck && stale.length > 0) {
  console.error(`Not up to date, run "npm run generate":\n${stale.map((path) => `  ${path}`).join('\n')}`)
  process.exit(1)
}
console.log(isCheck ? `${count} generated files are up to date.` : `${stale.length} of ${count} generated files written.`)

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
