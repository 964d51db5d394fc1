import { setTimeout as delay } from 'node:timers/promises'
import { TorideError } from '@toride/core/errors'
import { reasonOf } from '../reason-of.ts'
import { type Postmaster, type PostmasterPlace, signalProcess, startPostmaster } from './postmaster.ts'
import { boundLog } from './server-log.ts'

/** What happens to an embedded server. */
export type EmbeddedEvent =
  | { readonly type: 'orphan-stopped'; readonly pid: number }
  | { readonly type: 'initialised'; readonly durationMs: number }
  | { readonly type: 'started'; readonly pid: number; readonly durationMs: number }
  | { readonly type: 'crashed'; readonly how: string; readonly restartInMs: number }
  | { readonly type: 'gave-up'; readonly reason: string }
  | { readonly type: 'stopped' }

const firstRestartMs = 100
const slowestRestartMs = 5_000
const mostFailuresInARow = 10
/** A server that lived this long was well; the next crash is counted from one again. */
const healthyLifeMs = 60_000
const logCheckMs = 10_000
/** How long sessions of a killed server may take to notice and let go of its shared memory. */
const leftoversPatienceMs = 10_000

/** A server that is started again when it ends by itself. */
export type Supervised = { pid(): number | undefined; stop(): Promise<void> }

/** Starts the server and starts it again when it ends by itself, ever more slowly, until it is stopped. */
export async function supervise(place: PostmasterPlace, tell: (event: EmbeddedEvent) => void): Promise<Supervised> {
  const stopping = new AbortController()
  let current: Postmaster | undefined = await startAfterLeftovers(place, tell, stopping.signal)
  // Whatever ends this process, short of SIGKILL, ends the server as well.
  const stopAtExit = (): void => {
    if (current !== undefined) signalProcess(current.pid, 'SIGINT')
  }
  process.on('exit', stopAtExit)
  const logTimer = setInterval(() => void boundLog(place.logFile).catch(() => {}), logCheckMs).unref()

  const keepRunning = async (first: Postmaster): Promise<void> => {
    let failures = 0
    let how = await first.ended
    while (!stopping.signal.aborted) {
      current = undefined
      failures += 1
      const restartInMs = restartDelayMs(failures)
      if (restartInMs === undefined) return tell({ type: 'gave-up', reason: how })
      tell({ type: 'crashed', how, restartInMs })
      await delay(restartInMs, undefined, { signal: stopping.signal }).catch(() => {})
      if (stopping.signal.aborted) return
      const bornAt = performance.now()
      try {
        current = await startAfterLeftovers(place, tell, stopping.signal)
        // Whoever asked for the stop meanwhile stops this one, too.
        if (stopping.signal.aborted) return
        how = await current.ended
      } catch (error) {
        how = reasonOf(error)
      }
      if (performance.now() - bornAt > healthyLifeMs) failures = 0
    }
  }
  const running = keepRunning(current)

  return {
    pid: () => current?.pid,
    stop: async () => {
      stopping.abort()
      await current?.stop()
      await running
      // A start that was under way when the stop was asked for has finished by now.
      await current?.stop()
      clearInterval(logTimer)
      process.off('exit', stopAtExit)
      tell({ type: 'stopped' })
    },
  }
}

/** How long to wait after the n-th failure in a row, counted from 1; undefined when it is time to give up. */
export function restartDelayMs(failures: number): number | undefined {
  return failures > mostFailuresInARow ? undefined : Math.min(firstRestartMs * 2 ** (failures - 1), slowestRestartMs)
}

/** Sessions of a server that was killed hold its shared memory until they notice; a new one refuses to start until then. */
async function startAfterLeftovers(place: PostmasterPlace, tell: (event: EmbeddedEvent) => void, signal: AbortSignal): Promise<Postmaster> {
  const start = performance.now()
  for (;;) {
    try {
      const postmaster = await startPostmaster(place, signal)
      tell({ type: 'started', pid: postmaster.pid, durationMs: performance.now() - start })
      return postmaster
    } catch (error) {
      const reason = reasonOf(error)
      const inUse = reason.includes('shared memory block') || reason.includes('lock file')
      if (!inUse || signal.aborted || performance.now() - start > leftoversPatienceMs) {
        throw new TorideError('database-start-failed', { folder: place.folder, reason }, { cause: error })
      }
      await delay(50)
    }
  }
}
