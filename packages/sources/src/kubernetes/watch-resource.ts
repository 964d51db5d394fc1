import { type ApiFailure, failureWithoutAnswer, problemOfFailure } from './api-failure.ts'
import { type ApiResource, apiVersionOf, resourceName, resourcePath } from './api-resource.ts'
import { chunksOf } from './chunks.ts'
import type { KubernetesClient } from './client.ts'
import type { KindState, KindStatus, KnownObject, ResourceChange } from './cluster-state.ts'
import { failureOfReading, listResource } from './list-resource.ts'
import { createLineSplitter, objectOf } from './object-stream.ts'
import type { Reachability } from './reachability.ts'
import type { Slots } from './slots.ts'
import { jittered, type Timing } from './timing.ts'
import { isMetadataOnly } from './watched-resources.ts'

export type WatchResourceOptions = {
  readonly client: KubernetesClient
  readonly resource: ApiResource
  readonly known: readonly KnownObject[]
  /** Takes changes in order; the next ones are read when it is done. */
  readonly deliver: (changes: readonly ResourceChange[]) => Promise<void>
  readonly onState: (state: KindState) => void
  /** The server no longer has this kind, or never had. */
  readonly onMissing: () => void
  readonly reachability: Reachability
  /** Bounds how many kinds are listed at once. */
  readonly lists: Slots
  readonly limits: WatchLimits
  readonly timing: Timing
  readonly signal: AbortSignal
}

export type WatchLimits = {
  /** How long the server keeps one watch open. */
  readonly watchMs: number
  /** How long nothing may come, not even a bookmark (the server sends one each minute), before the watch counts as dead. */
  readonly idleMs: number
  /** Delays after failures of one kind: from the first to the longest. */
  readonly retryMs: { readonly first: number; readonly most: number }
  /** How often a forbidden kind is tried again: roles change. */
  readonly forbiddenMs: number
}

export const defaultWatchLimits: WatchLimits = {
  watchMs: 290_000,
  idleMs: 150_000,
  retryMs: { first: 500, most: 30_000 },
  forbiddenMs: 60_000,
}

/** One kind that is being followed. */
export type WatchedResource = {
  state(): KindState
  known(): KnownObject[]
  /** Resolves when the signal has stopped it. */
  readonly done: Promise<void>
}

type Entry = {
  readonly namespace: string | undefined
  readonly name: string
  readonly uid: string
  resourceVersion: string
  generation: number
}

/**
 * Follows one kind: lists it, then watches from there, resuming where a watch ended, listing again when the server has
 * forgotten that place. Holds only names and versions of objects, and hands on what differs from what is known.
 */
export function watchResource(options: WatchResourceOptions): WatchedResource {
  const { client, resource, timing, signal, limits } = options
  const known = new Map<string, Entry>()
  for (const object of options.known) known.set(keyOf(object.namespace, object.name), { ...object, generation: 0 })
  let generation = 0
  let status: KindStatus = 'starting'
  let since = timing.now()
  let lastEventAt: Date | undefined
  let problem: KindState['problem']

  const state = (): KindState => ({ resource, status, since, lastEventAt, count: known.size, problem })
  const become = (next: KindStatus, failure: ApiFailure | undefined): void => {
    const nextProblem = failure === undefined ? undefined : problemOfFailure(failure, resourceName(resource))
    if ((next === status && nextProblem?.message === problem?.message) || signal.aborted) return
    if (next !== status) since = timing.now()
    status = next
    problem = nextProblem
    options.onState(state())
  }
  const heard = (): void => {
    lastEventAt = timing.now()
    options.reachability.reached()
  }

  /** What an object that exists means to the receiver; undefined when it has exactly this already. */
  const upsert = (item: unknown): ResourceChange[] => {
    const object = objectOf(item, apiVersionOf(resource), resource.kind)
    const { name, namespace, uid, resourceVersion } = object?.metadata ?? {}
    if (object === undefined || name === undefined || uid === undefined || resourceVersion === undefined) return []
    const key = keyOf(namespace, name)
    const before = known.get(key)
    known.set(key, { namespace, name, uid, resourceVersion, generation })
    if (before === undefined) return [{ type: 'added', resource, object }]
    if (before.uid !== uid) return [deletion(before), { type: 'added', resource, object }]
    return before.resourceVersion === resourceVersion ? [] : [{ type: 'modified', resource, object }]
  }
  const remove = (item: unknown): ResourceChange[] => {
    const { name, namespace } = objectOf(item, apiVersionOf(resource), resource.kind)?.metadata ?? {}
    const key = keyOf(namespace, name ?? '')
    const before = known.get(key)
    if (before === undefined) return []
    known.delete(key)
    return [deletion(before)]
  }
  const deletion = ({ namespace, name, uid }: Entry): ResourceChange => {
    const reference = { apiVersion: apiVersionOf(resource), kind: resource.kind, name }
    return { type: 'deleted', resource, reference: namespace === undefined ? reference : { ...reference, namespace }, uid }
  }
  const deliver = async (changes: readonly ResourceChange[]): Promise<void> => {
    if (changes.length > 0 && !signal.aborted) await options.deliver(changes)
  }

  /** Reads the whole kind; what was known and did not come is gone. Returns where to watch from. */
  const list = async (): Promise<string | ApiFailure> => {
    generation++
    const steps = listResource(client, resource, signal)
    for (let step = await steps.next(); ; step = await steps.next()) {
      if (step.done === true) {
        if (!step.value.ok) return step.value.failure
        const gone = [...known].filter(([, entry]) => entry.generation !== generation)
        for (const [key] of gone) known.delete(key)
        await deliver(gone.map(([, entry]) => deletion(entry)))
        heard()
        become('synced', undefined)
        return step.value.value.resourceVersion
      }
      heard()
      if (step.value.type === 'restart') generation++
      else await deliver(step.value.objects.flatMap(upsert))
    }
  }

  type WatchEnd = { readonly resourceVersion: string; readonly failure: ApiFailure | undefined; readonly heardAnything: boolean }

  /** Follows changes until the watch ends, for whatever reason. */
  const follow = async (from: string): Promise<WatchEnd> => {
    let resourceVersion = from
    let heardAnything = false
    const query = {
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion,
      timeoutSeconds: String(Math.ceil(jittered(limits.watchMs, timing) / 1000)),
    }
    const answered = await client.request({ path: resourcePath(resource), query, accept: eventType(resource), signal })
    if (!answered.ok) return { resourceVersion, failure: answered.failure, heardAnything }
    heard()
    become('synced', undefined)
    const splitter = createLineSplitter()
    try {
      for await (const chunk of chunksOf(answered.value.body, limits.idleMs)) {
        heard()
        heardAnything = true
        const changes: ResourceChange[] = []
        let failure: ApiFailure | undefined
        for (const line of splitter.push(chunk)) {
          const event = line as WatchEvent | null
          const version = event?.object?.metadata?.resourceVersion
          if (event?.type === 'ERROR') failure = failureOfEvent(event)
          else if (event?.type === 'ADDED' || event?.type === 'MODIFIED') changes.push(...upsert(event.object))
          else if (event?.type === 'DELETED') changes.push(...remove(event.object))
          else if (event?.type !== 'BOOKMARK') failure = failureWithoutAnswer('bad-answer', 'a line that is not a watch event').failure
          if (failure !== undefined) break
          if (typeof version === 'string') resourceVersion = version
        }
        await deliver(changes)
        if (failure !== undefined) return { resourceVersion, failure, heardAnything }
      }
      return { resourceVersion, failure: undefined, heardAnything }
    } catch (error) {
      const failure = failureOfReading(error, signal)
      return { resourceVersion, failure, heardAnything }
    }
  }

  const run = async (): Promise<void> => {
    let resourceVersion: string | undefined
    let attempt = 0
    while (!signal.aborted) {
      let failure: ApiFailure | undefined
      if (resourceVersion === undefined) {
        const listed = await options.lists.run(list)
        if (typeof listed === 'string') resourceVersion = listed
        else failure = listed
      } else {
        const startedAt = timing.now().getTime()
        const ended = await follow(resourceVersion)
        resourceVersion = ended.resourceVersion
        failure = ended.failure
        const wasUseful = ended.heardAnything || timing.now().getTime() - startedAt > limits.retryMs.most
        if (wasUseful) attempt = 0
        // A server or proxy that ends watches at once must not be asked in a loop.
        if (failure === undefined && !wasUseful) await pause(attempt++)
      }
      if (failure !== undefined) resourceVersion = await recover(failure, resourceVersion, attempt++)
    }
  }

  const pause = (attempt: number): Promise<void> =>
    timing.wait(jittered(Math.min(limits.retryMs.first * 2 ** attempt, limits.retryMs.most), timing), signal)

  /** Waits as the failure asks for; returns where to go on from, undefined to list again. */
  const recover = async (failure: ApiFailure, resourceVersion: string | undefined, attempt: number): Promise<string | undefined> => {
    switch (failure.reason) {
      case 'aborted':
        return resourceVersion
      case 'gone':
        // Nothing is wrong; the server only keeps the last minutes of changes.
        await timing.wait(timing.random() * limits.retryMs.first, signal)
        return undefined
      case 'forbidden':
        become('forbidden', failure)
        await timing.wait(jittered(limits.forbiddenMs, timing), signal)
        return undefined
      case 'not-found':
        become('error', failure)
        options.onMissing()
        await pause(attempt)
        return undefined
      case 'unreachable':
      case 'unauthorized':
      case 'credentials':
        await recoverConnection(failure, attempt)
        return resourceVersion
      case 'unavailable':
      case 'throttled':
        become('unreachable', failure)
        await (failure.retryAfterMs === undefined ? pause(attempt) : timing.wait(jittered(failure.retryAfterMs, timing), signal))
        // A server restored from a backup knows only older versions and answers 504 to newer ones for good.
        return attempt < 3 ? resourceVersion : undefined
      default:
        become('error', failure)
        await pause(attempt)
        return undefined
    }
  }

  const recoverConnection = async (failure: ApiFailure, attempt: number): Promise<void> => {
    // One broken connection is nothing to tell; a second failure in a row is.
    if (attempt > 0 || status === 'starting') become('unreachable', failure)
    const waits = options.reachability.recovered(failure)
    const settled = await Promise.race([waits.then(() => true), timing.wait(limits.retryMs.first * 2, signal).then(() => false)])
    if (!settled) become('unreachable', failure)
    await waits
    // All kinds come back at the same moment.
    await timing.wait(timing.random() * limits.retryMs.first * Math.min(attempt + 1, 8), signal)
  }

  options.onState(state())
  return {
    state,
    known: () => [...known.values()].map(({ namespace, name, uid, resourceVersion }) => ({ namespace, name, uid, resourceVersion })),
    done: run(),
  }
}

type WatchEvent = {
  readonly type?: unknown
  readonly object?: { readonly code?: unknown; readonly message?: unknown; readonly metadata?: { readonly resourceVersion?: unknown } }
}

/** The `Status` inside an ERROR event. */
function failureOfEvent(event: WatchEvent): ApiFailure {
  const message = typeof event.object?.message === 'string' ? event.object.message : 'the watch failed'
  return failureWithoutAnswer(event.object?.code === 410 ? 'gone' : 'bad-answer', message).failure
}

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`
}

function eventType(resource: ApiResource): string {
  return isMetadataOnly(resource) ? 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1' : 'application/json'
}
