import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Measurement } from '../bench.ts'
import { medianRun, runRelease } from './run-release.ts'
import { sampleFile } from './sample-manifests.ts'

/** A scan of one file with four objects, as in a commit hook. */
export async function run(): Promise<readonly Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'toride-bench-'))
  try {
    const file = join(folder, 'one.yaml')
    writeFileSync(file, sampleFile(0, 1))
    const json = await medianRun(() => runRelease(['scan', 'manifests', file, '--format', 'json']))
    const table = await medianRun(() => runRelease(['scan', 'manifests', file]))
    const sarif = await medianRun(() => runRelease(['scan', 'manifests', file, '--format', 'sarif']))
    return [
      { what: 'scan of one manifest, JSON', figure: json.milliseconds, budget: 250, unit: 'ms' },
      { what: 'scan of one manifest, table', figure: table.milliseconds, budget: 250, unit: 'ms' },
      { what: 'scan of one manifest, SARIF with fixes', figure: sarif.milliseconds, budget: 250, unit: 'ms' },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
