import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Measurement } from '../bench.ts'
import { medianRun, runRelease } from './run-release.ts'
import { sampleFolder } from './sample-manifests.ts'

/** 5,000 Deployments and 5,000 Services in 100 files of YAML, every check: from the files to JSON, and from memory. */
export async function run(): Promise<readonly Measurement[]> {
  const folder = sampleFolder(100)
  try {
    const args = ['scan', 'manifests', folder, '--format', 'json']
    const scan = await medianRun(() => runRelease(args), 3)
    const { peakMegabytes } = await runRelease(args, true)
    return [
      { what: '10,000 objects from YAML, all checks, JSON out', figure: scan.milliseconds, budget: 3000, unit: 'ms' },
      { what: '10,000 objects from YAML: peak memory', figure: peakMegabytes, budget: 400, unit: 'MB' },
      { what: '10,000 objects in memory, all checks', figure: assessInMemory(), budget: 1000, unit: 'ms' },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function assessInMemory(): number {
  const script = fileURLToPath(new URL('./assess-in-memory.ts', import.meta.url))
  const runs = [1, 2, 3].map(() => Number(execFileSync(process.execPath, [script]).toString('utf8')))
  return runs.toSorted((a, b) => a - b)[1] as number
}
