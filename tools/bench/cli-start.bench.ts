import type { Measurement } from '../bench.ts'
import { medianRun, runRelease } from './run-release.ts'

/** How long it takes until the command line has said its version and its help. */
export async function run(): Promise<readonly Measurement[]> {
  const version = await medianRun(() => runRelease(['--version']))
  const help = await medianRun(() => runRelease(['scan', 'manifests', '--help']))
  return [
    { what: 'CLI start: toride --version', figure: version.milliseconds, budget: 80, unit: 'ms' },
    { what: 'CLI start: toride scan manifests --help', figure: help.milliseconds, budget: 80, unit: 'ms' },
  ]
}
