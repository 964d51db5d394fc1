/**
 * Everything that a machine can judge without running the product: `npm run check`. Runs all of it before it fails, so
 * that one run shows all there is to mend.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const steps: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['format and lint', 'biome', 'ci', '--error-on-warnings', '.'],
  ['types', 'tsc', '--project', '.'],
  ['types of the portal', 'tsc', '--project', 'apps/portal'],
  ['imports', 'node', 'tools/check-imports.ts'],
  ['unused code and dependencies', 'knip'],
  ['generated files', 'node', 'tools/generate.ts', '--check'],
]

const failed: string[] = []
for (const [name, command, ...args] of steps) {
  const executable = command === 'node' ? process.execPath : fileURLToPath(new URL(`../node_modules/.bin/${command}`, import.meta.url))
  const { status } = spawnSync(executable, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
  console.log(`${status === 0 ? 'passed' : 'FAILED'}: ${name}`)
  if (status !== 0) failed.push(name)
}
if (failed.length > 0) {
  console.error(`Not passed: ${failed.join(', ')}`)
  process.exit(1)
}
