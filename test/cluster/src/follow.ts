import { resourceName } from '@toride/sources/kubernetes/api-resource'
import type { KubernetesClient } from '@toride/sources/kubernetes/client'
import type { ConnectionState, KindState, ResourceChange } from '@toride/sources/kubernetes/cluster-state'
import { type WatchClusterOptions, watchCluster } from '@toride/sources/kubernetes/watch-cluster'

/** Everything that was told of a cluster that is being followed. */
export type Followed = {
  readonly changes: readonly ResourceChange[]
  readonly states: ReadonlyMap<string, KindState>
  readonly connections: readonly ConnectionState[]
  /** Resolves when the condition holds; fails with `what` when it does not within the time. */
  until(what: string, condition: () => boolean, withinMs?: number): Promise<void>
  /** Whether every kind that was told is synced. */
  isSynced(): boolean
  stop(): Promise<void>
}

export function follow(client: KubernetesClient, options: Partial<WatchClusterOptions> = {}): Followed {
  const changes: ResourceChange[] = []
  const states = new Map<string, KindState>()
  const connections: ConnectionState[] = []
  const waiting = new Set<() => void>()
  const tell = (): void => {
    for (const check of waiting) check()
  }
  const stop = new AbortController()
  const done = watchCluster({
    client,
    signal: stop.signal,
    onChanges: (batch) => {
      changes.push(...batch)
      tell()
    },
    onState: (state) => {
      states.set(resourceName(state.resource), state)
      tell()
    },
    onConnection: (state) => {
      connections.push(state)
      tell()
    },
    ...options,
  })
  return {
    changes,
    states,
    connections,
    isSynced: () => states.size > 10 && [...states.values()].every(({ status }) => status === 'synced' || status === 'removed'),
    until: (what, condition, withinMs = 30_000) =>
      new Promise((resolve, reject) => {
        const end = (settle: () => void): void => {
          waiting.delete(check)
          clearTimeout(timer)
          settle()
        }
        const check = (): void => {
          if (condition()) end(resolve)
        }
        const timer = setTimeout(() => end(() => reject(new Error(`not within ${withinMs} ms: ${what}`))), withinMs)
        waiting.add(check)
        check()
      }),
    stop: async () => {
      stop.abort()
      await done
    },
  }
}
