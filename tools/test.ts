/**
 * Runs every unit and integration test: `npm test [-- file…]`.
 *
 * Explicit globs, because a bare `node --test` runs every script below a folder named test, and a failure when no test
 * ran, because a glob that matches nothing exits 0.
 */
import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const named = process.argv.slice(2)
const patterns = ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'tools/**/*.test.ts']
const files = named.length > 0 ? named : globSync(patterns, { cwd: root }).toSorted()
if (files.length === 0) {
  console.error('No test file was found.')
  process.exit(1)
}

const child = spawn(
  process.execPath,
  ['--test', '--test-global-setup=packages/testing/src/global-setup.ts', '--test-reporter=spec', '--test-concurrency=2', ...files],
  { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
)
let tail = ''
child.stdout.on('data', (chunk: Buffer) => {
  process.stdout.write(chunk)
  tail = (tail + chunk.toString('utf8')).slice(-500_000)
})
child.on('close', (code) => {
  const passed = Number(/ℹ pass (\d+)/.exec(tail)?.[1] ?? 0)
  const failed = Number(/ℹ fail (\d+)/.exec(tail)?.[1] ?? 0)
  const skipped = Number(/ℹ (?:skipped|todo) ([1-9]\d*)/.exec(tail)?.[1] ?? 0)
  console.log(`${passed} passed, ${failed} failed`)
  if (skipped > 0) console.error('A skipped test is a defect.')
  process.exit(code === 0 && passed > 0 && skipped === 0 ? 0 : 1)
})
