import type { Problem } from '@toride/core/errors'
import { resourceKey } from '@toride/core/kubernetes-object'
import type { ApiResource } from '@toride/sources/kubernetes/api-resource'
import type { KubernetesClient } from '@toride/sources/kubernetes/client'
import type { ConnectionState, KindState, ResourceChange } from '@toride/sources/kubernetes/cluster-state'
import { inspectCluster } from '@toride/sources/kubernetes/inspect-cluster'
import { watchCluster } from '@toride/sources/kubernetes/watch-cluster'
import type { ClusterRuntime } from './cluster-runtime.ts'

export type KubernetesSource = {
  readonly client: KubernetesClient
  readonly runtime: ClusterRuntime
  readonly onKind: (state: KindState) => void
  readonly onConnection: (state: ConnectionState) => void
  readonly onVersion: (version: string) => void
  readonly signal: AbortSignal
}

/** Assessing begins when every kind was read, or at the latest after this time: one kind that hangs must not hide the others. */
const longestStartMs = 60_000

/** What may wait to be written before the cluster is read on. */
const mostBacklog = 5_000

/** Feeds a runtime with everything that a cluster has, until the signal ends it. */
export async function watchKubernetes({ client, runtime, onKind, onConnection, onVersion, signal }: KubernetesSource): Promise<void> {
  const states = new Map<string, KindState>()
  let connection: ConnectionState | undefined
  const starting = setTimeout(() => settle(), longestStartMs)
  signal.addEventListener('abort', () => clearTimeout(starting), { once: true })

  const settle = (): void => {
    if (runtime.isSettled() || signal.aborted) return
    clearTimeout(starting)
    if (isRead()) removeUnserved()
    runtime.settle()
  }

  const isRead = (): boolean =>
    connection?.status === 'connected' && states.size > 0 && [...states.values()].every(({ status }) => status !== 'starting')

  /** Kinds that an earlier run knew and that are not served any more; those of groups that do not answer may still exist. */
  const removeUnserved = (): void => {
    const served = new Set([...states.values()].map(({ resource }) => `${resource.group}/${resource.kind}`))
    const silentGroups = new Set([...states.values()].flatMap(({ resource }) => (resource.name === '*' ? [resource.group] : [])))
    for (const { key, kind } of [...runtime.inventory.all()]) {
      if (!served.has(kind) && !silentGroups.has(kind.slice(0, kind.indexOf('/')))) runtime.remove(key)
    }
  }

  const onState = (state: KindState): void => {
    states.set(`${state.resource.group}/${state.resource.name}`, state)
    const kind = `${state.resource.group}/${state.resource.kind}`
    const was = runtime.knownKinds.has(kind)
    if (state.status === 'synced') runtime.knownKinds.add(kind)
    else if (state.status !== 'unreachable') runtime.knownKinds.delete(kind)
    onKind(state)
    if (!runtime.isSettled()) {
      // Kinds are told one after the other as they are found; more of them may follow in this turn.
      if (isRead()) setTimeout(() => isRead() && settle(), 200)
    } else if (was !== runtime.knownKinds.has(kind)) runtime.settle()
  }

  const onChanges = async (changes: readonly ResourceChange[]): Promise<void> => {
    for (const change of changes) {
      if (change.type === 'deleted') runtime.remove(resourceKey(change.reference))
      else runtime.put(change.object)
    }
    if (runtime.isSettled() && runtime.backlog() > mostBacklog) await runtime.written()
  }

  try {
    await watchCluster({
      client,
      onChanges,
      onState,
      onConnection: (state) => {
        connection = state
        onConnection(state)
        if (state.status === 'connected') void inspectCluster(client, signal).then((found) => found.ok && onVersion(found.value.version))
      },
      known: (resource) => knownObjects(runtime, resource),
      signal,
    })
  } finally {
    clearTimeout(starting)
  }
}

function knownObjects({ inventory }: ClusterRuntime, resource: ApiResource) {
  return [...inventory.ofKind(`${resource.group}/${resource.kind}`)].map(({ object: { metadata } }) => ({
    namespace: metadata.namespace,
    name: metadata.name ?? '',
    uid: metadata.uid ?? '',
    resourceVersion: metadata.resourceVersion ?? '',
  }))
}

/** The state of a cluster as one word, from the connection and its kinds. */
export function clusterStatus(
  connection: ConnectionState | undefined,
  kinds: readonly KindState[],
): { readonly status: string; readonly problem: Problem | undefined } {
  if (connection === undefined || connection.status === 'connecting') return { status: 'pending', problem: undefined }
  if (connection.status !== 'connected') return { status: connection.status, problem: connection.problem }
  const followed = kinds.filter(({ status }) => status !== 'removed')
  if (followed.length === 0 || followed.some(({ status }) => status === 'starting')) return { status: 'pending', problem: undefined }
  const unknown = followed.find(({ status }) => status !== 'synced')
  return unknown === undefined ? { status: 'synced', problem: undefined } : { status: 'partial', problem: unknown.problem }
}
