import type { Problem } from '@toride/core/errors'
import { type ApiResource, apiVersionOf, resourceName } from './api-resource.ts'
import type { KubernetesClient } from './client.ts'
import type { ConnectionState, KindState, KnownObject, ResourceChange } from './cluster-state.ts'
import { type Discovery, discover } from './discovery.ts'
import { createReachability } from './reachability.ts'
import { createSlots } from './slots.ts'
import { jittered, systemTiming, type Timing } from './timing.ts'
import { defaultWatchLimits, type WatchedResource, type WatchLimits, watchResource } from './watch-resource.ts'
import { isWatched } from './watched-resources.ts'

export type WatchClusterOptions = {
  readonly client: KubernetesClient
  /**
   * Takes what changed, in order for each object, one call at a time; the cluster is read on when it is done. When it
   * fails, everything stops and `watchCluster` rejects with its error.
   */
  readonly onChanges: (changes: readonly ResourceChange[]) => void | Promise<void>
  /** Told when the status of a kind changes. */
  readonly onState: (state: KindState) => void
  /** Told when the API server as a whole comes or goes. */
  readonly onConnection: (state: ConnectionState) => void
  /** What the receiver holds already of a kind: only differences are sent, and what is gone meanwhile is sent as deleted. */
  readonly known?: (resource: ApiResource) => readonly KnownObject[] | Promise<readonly KnownObject[]>
  /** Ends it; `watchCluster` then resolves. */
  readonly signal: AbortSignal
  readonly limits?: Partial<ClusterLimits>
  readonly timing?: Timing
}

export type ClusterLimits = WatchLimits & {
  /** How many kinds are listed at once. */
  readonly listsAtOnce: number
  /** How often the served kinds are asked for when nothing says that they changed. */
  readonly discoveryMs: number
  /** When they are asked for after a CustomResourceDefinition or an APIService changed: it takes effect a moment later. */
  readonly discoveryAfterChangeMs: readonly number[]
}

const defaultLimits: ClusterLimits = {
  ...defaultWatchLimits,
  listsAtOnce: 4,
  discoveryMs: 300_000,
  discoveryAfterChangeMs: [200, 1000, 5000],
}

/** Kinds whose objects decide which kinds there are. */
const definingKinds = new Set(['customresourcedefinitions.apiextensions.k8s.io', 'apiservices.apiregistration.k8s.io'])

/**
 * Follows every kind of a cluster that is listable and watchable, kinds that appear later included, until the signal ends it. Failures
 * never end it: they are told as the state of the kind or of the connection, and tried again.
 */
export async function watchCluster(options: WatchClusterOptions): Promise<void> {
  const timing = options.timing ?? systemTiming
  const limits = { ...defaultLimits, ...options.limits }
  const stopped = new AbortController()
  const signal = AbortSignal.any([options.signal, stopped.signal])
  const reachability = createReachability(options.client, timing, signal, options.onConnection)
  const lists = createSlots(limits.listsAtOnce)
  const deliveries = createSlots(1)
  const followed = new Map<string, { readonly resource: ApiResource; readonly watched: WatchedResource; readonly stop: AbortController }>()
  let failed: { readonly error: unknown } | undefined
  /** Aborted when the served kinds may have changed. */
  let changed = new AbortController()
  let unknownGroups = new Set<string>()

  const deliver = (changes: readonly ResourceChange[]): Promise<void> =>
    deliveries.run(async () => {
      if (signal.aborted) return
      try {
        await options.onChanges(changes)
      } catch (error) {
        failed ??= { error }
        stopped.abort()
      }
      if (changes.some(({ resource }) => definingKinds.has(resourceName(resource)))) changed.abort()
    })

  const follow = (resource: ApiResource, known: readonly KnownObject[]): void => {
    const stop = new AbortController()
    const watched = watchResource({
      client: options.client,
      resource,
      known,
      deliver,
      onState: options.onState,
      onMissing: () => changed.abort(),
      reachability,
      lists,
      limits,
      timing,
      signal: AbortSignal.any([signal, stop.signal]),
    })
    followed.set(resourceName(resource), { resource, watched, stop })
  }

  /** Stops following a kind and returns what was known of it. */
  const unfollow = async (name: string): Promise<KnownObject[]> => {
    const entry = followed.get(name)
    if (entry === undefined) return []
    entry.stop.abort()
    await entry.watched.done
    followed.delete(name)
    return entry.watched.known()
  }

  const apply = async (found: Discovery): Promise<void> => {
    const served = new Map(found.resources.filter(isWatched).map((resource) => [resourceName(resource), resource]))
    const failedGroups = new Set(found.failedGroups.map(({ group }) => group))
    for (const [name, { resource }] of [...followed]) {
      const now = served.get(name)
      // The kinds of a group whose server is away still exist.
      if (now === undefined && failedGroups.has(resource.group)) continue
      if (now === undefined) await forget(name, resource)
      else if (now.version !== resource.version) {
        const known = await unfollow(name)
        // Every object looks different at another version, so all of them are sent again.
        follow(
          now,
          known.map((object) => ({ ...object, resourceVersion: '' })),
        )
      }
    }
    for (const [name, resource] of served) {
      if (!followed.has(name) && !signal.aborted) follow(resource, (await options.known?.(resource)) ?? [])
    }
  }

  const forget = async (name: string, resource: ApiResource): Promise<void> => {
    const known = await unfollow(name)
    await deliver(known.map((object) => deletionOf(resource, object)))
    options.onState({ resource, status: 'removed', since: timing.now(), lastEventAt: timing.now(), count: 0, problem: undefined })
  }

  /** Groups that nothing is known of are told as one kind `*`, so that they do not look empty. */
  const tellUnknownGroups = (found: Discovery): void => {
    const now = new Map(found.failedGroups.map(({ group, problem }) => [group, problem]))
    for (const { resource } of followed.values()) now.delete(resource.group)
    for (const [group, problem] of now) {
      if (!unknownGroups.has(group)) options.onState(groupState(group, 'unreachable', timing.now(), problem))
    }
    for (const group of unknownGroups) if (!now.has(group)) options.onState(groupState(group, 'removed', timing.now(), undefined))
    unknownGroups = new Set(now.keys())
  }

  try {
    let delaysMs: readonly number[] = []
    for (let attempt = 0; !signal.aborted; ) {
      changed = new AbortController()
      const found = await discover(options.client, signal)
      if (!found.ok) {
        await reachability.recovered(found.failure)
        if (followed.size === 0 && found.failure.reason !== 'unreachable') reachability.failed(found.failure)
        await timing.wait(jittered(Math.min(limits.retryMs.first * 2 ** attempt++, limits.retryMs.most), timing), signal)
        continue
      }
      attempt = 0
      reachability.reached()
      await apply(found.value)
      tellUnknownGroups(found.value)
      const [delayMs, ...rest] = delaysMs
      if (delayMs === undefined) await timing.wait(jittered(limits.discoveryMs, timing), AbortSignal.any([signal, changed.signal]))
      else await timing.wait(delayMs, signal)
      delaysMs = changed.signal.aborted ? limits.discoveryAfterChangeMs : rest
    }
  } finally {
    stopped.abort()
    await Promise.all([...followed.values()].map(({ watched }) => watched.done))
  }
  if (failed !== undefined) throw failed.error
}

function deletionOf(resource: ApiResource, { namespace, name, uid }: KnownObject): ResourceChange {
  const reference = { apiVersion: apiVersionOf(resource), kind: resource.kind, name }
  return { type: 'deleted', resource, reference: namespace === undefined ? reference : { ...reference, namespace }, uid }
}

function groupState(group: string, status: KindState['status'], since: Date, problem: Problem | undefined): KindState {
  const resource = { group, version: '', name: '*', kind: '*', namespaced: false, verbs: [] }
  return { resource, status, since, lastEventAt: undefined, count: 0, problem }
}
