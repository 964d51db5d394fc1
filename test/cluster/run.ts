/**
 * Runs the journeys on a real control plane: `npm run test:cluster [-- file…]`. Builds the control plane the first time.
 */
import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildComponents, missingNeeds } from './src/components.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const named = process.argv.slice(2)
const files = named.length > 0 ? named : globSync('test/cluster/journeys/*.test.ts', { cwd: root }).toSorted()
const missing = missingNeeds()
if (missing !== undefined || files.length === 0) {
  console.error(missing ?? 'No journey was found.')
  process.exit(1)
}
await buildComponents()

// One file at a time: each starts a control plane of its own.
const child = spawn(process.execPath, ['--test', '--test-reporter=spec', '--test-concurrency=1', ...files], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
})
let tail = ''
child.stdout.on('data', (chunk: Buffer) => {
  process.stdout.write(chunk)
  tail = (tail + chunk.toString('utf8')).slice(-500_000)
})
child.on('close', (code) => {
  const passed = Number(/ℹ pass (\d+)/.exec(tail)?.[1] ?? 0)
  const failed = Number(/ℹ fail (\d+)/.exec(tail)?.[1] ?? 0)
  const skipped = Number(/ℹ (?:skipped|todo) ([1-9]\d*)/.exec(tail)?.[1] ?? 0)
  if (skipped > 0) console.error('A skipped test is a defect.')
  console.log(`${passed} passed, ${failed} failed`)
  process.exit(code === 0 && passed > 0 && failed === 0 && skipped === 0 ? 0 : 1)
})
