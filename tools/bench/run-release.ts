import { execFileSync, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
/**
 * Loaded before the program: at its end it tells the most memory that it has had, in KB, on file descriptor 3. Not by
 * `resourceUsage`, which on Linux begins with what the process that started it had (getrusage(2), fork).
 */
const report = `
import { readFileSync, writeSync } from 'node:fs'
process.on('exit', () => {
  const status = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : ''
  writeSync(3, /VmHWM:\\s+(\\d+)/.exec(status)?.[1] ?? String(process.resourceUsage().maxRSS))
})`

let isBuilt = false

export type ReleaseRun = { readonly milliseconds: number; readonly peakMegabytes: number; readonly code: number }

/**
 * Runs the release bundle once in a process of its own; builds it before the first run. Output is thrown away. Memory is
 * measured on demand only: what measures it would lengthen the start.
 */
export function runRelease(args: readonly string[], withMemory = false): Promise<ReleaseRun> {
  if (!isBuilt) execFileSync(process.execPath, [`${root}tools/build.ts`, '--cli-only'], { stdio: 'ignore' })
  isBuilt = true
  const loaded = withMemory ? ['--import', `data:text/javascript,${encodeURIComponent(report)}`] : []
  const start = performance.now()
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...loaded, `${root}dist/bin/toride.js`, ...args], {
      stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    })
    let told = ''
    child.stdio[3]?.on('data', (chunk: Buffer) => {
      told += chunk.toString('utf8')
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ milliseconds: performance.now() - start, peakMegabytes: Number(told) / 1024, code: code ?? -1 }))
  })
}

/** The median of several runs, after one that warms the caches. */
export async function medianRun(run: () => Promise<ReleaseRun>, count = 5): Promise<ReleaseRun> {
  await run()
  const runs: ReleaseRun[] = []
  for (let index = 0; index < count; index += 1) runs.push(await run())
  return runs.toSorted((a, b) => a.milliseconds - b.milliseconds)[Math.floor(count / 2)] as ReleaseRun
}
