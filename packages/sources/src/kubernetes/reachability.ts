import { type ApiFailure, problemOfFailure } from './api-failure.ts'
import { type KubernetesClient, requestJson } from './client.ts'
import type { ConnectionState } from './cluster-state.ts'
import { jittered, type Timing } from './timing.ts'

/**
 * Whether an API server answers, known in one place: when it is away, one question after another asks for it, and everything that
 * follows the cluster waits for the answer instead of asking by itself.
 */
export type Reachability = {
  /** Told by who got an answer. */
  reached(): void
  /** Waits until the server answers again, after a failure that says it does not. */
  recovered(failure: ApiFailure): Promise<void>
  /** Told when the server answers and still nothing can be read from it. */
  failed(failure: ApiFailure): void
}

const delaysMs = { first: 500, most: 10_000, unauthorized: 30_000 }

export function createReachability(
  client: KubernetesClient,
  timing: Timing,
  signal: AbortSignal,
  onConnection: (state: ConnectionState) => void,
): Reachability {
  let status: ConnectionState['status'] = 'connecting'
  let probing: Promise<void> | undefined
  onConnection({ status, since: timing.now(), problem: undefined })

  const become = (next: ConnectionState['status'], failure: ApiFailure | undefined): void => {
    if (next === status || signal.aborted) return
    status = next
    onConnection({ status, since: timing.now(), problem: failure === undefined ? undefined : problemOfFailure(failure, 'the API') })
  }

  const probe = async (first: ApiFailure): Promise<void> => {
    let failure: ApiFailure | undefined = first
    let isTold = false
    for (let attempt = 0; failure !== undefined && !signal.aborted; attempt++) {
      if (attempt > 0) {
        become(statusOf(failure), failure)
        isTold = true
      }
      const delayMs = failure.reason === 'unreachable' ? Math.min(delaysMs.first * 2 ** attempt, delaysMs.most) : delaysMs.unauthorized
      // The first question comes at once: most often one connection broke, not the server.
      if (attempt > 0) await timing.wait(jittered(delayMs, timing), signal)
      const answered = await requestJson(client, { path: '/version', signal })
      failure = answered.ok || answered.failure.reason === 'forbidden' ? undefined : answered.failure
    }
    // That the server answers this question says nothing about others: only what was told here is taken back.
    if (isTold) become('connected', undefined)
  }

  return {
    reached: () => become('connected', undefined),
    failed: (failure) => become('error', failure),
    recovered: async (failure) => {
      probing ??= probe(failure).finally(() => {
        probing = undefined
      })
      await probing
    },
  }
}

function statusOf(failure: ApiFailure): ConnectionState['status'] {
  if (failure.reason === 'unauthorized' || failure.reason === 'credentials') return 'unauthorized'
  return failure.reason === 'bad-answer' ? 'error' : 'unreachable'
}
