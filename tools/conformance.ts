/**
 * Runs public test vectors of one kind from any folder that has their format: `npm run conformance -- KIND PATH…`. Each kind
 * is a file in tools/conformance/ that exports `run(paths)`: the cases it found, each with what was expected and found.
 *
 * Prints every case that fails and ends with the line `N passed, N failed`. Ends with 1 when a case failed or none was found.
 */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** One case: `failure` says how the result differs from what is expected; without it the case has passed. */
export type ConformanceCase = { readonly name: string; readonly failure?: string }

export type ConformanceKind = (paths: readonly string[]) => Iterable<ConformanceCase> | AsyncIterable<ConformanceCase>

const folder = fileURLToPath(new URL('./conformance/', import.meta.url))
const kinds = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => name.slice(0, -'.ts'.length))
  .toSorted()
const [kind = '', ...paths] = process.argv.slice(2)
if (!kinds.includes(kind) || paths.length === 0) {
  console.error(`Usage: npm run conformance -- KIND PATH…\nKinds: ${kinds.join(', ')}`)
  process.exit(2)
}

const { run } = (await import(`./conformance/${kind}.ts`)) as { run: ConformanceKind }
let passed = 0
let failed = 0
for await (const { name, failure } of run(paths)) {
  if (failure === undefined) {
    passed += 1
    continue
  }
  failed += 1
  console.log(`${name}: ${failure}`)
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
