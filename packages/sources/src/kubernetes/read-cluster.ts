import { type ApiFailure, failureWithoutAnswer, problemOfFailure } from './api-failure.ts'
import { type ApiResource, resourceName } from './api-resource.ts'
import { type KubernetesClient, requestJson } from './client.ts'
import type { ClusterItem, KindState } from './cluster-state.ts'
import { discover } from './discovery.ts'
import { listResource } from './list-resource.ts'
import { mergeGenerators } from './merge-generators.ts'
import { isWatched } from './watched-resources.ts'

export type ReadClusterOptions = {
  readonly client: KubernetesClient
  readonly signal: AbortSignal
  readonly now?: () => Date
}

const kindsAtOnce = 4

/**
 * Reads every kind of a cluster once: its objects, then how well the kind is known (`synced`, or why not). What cannot be
 * read does not stop the rest. Objects arrive as they are read, several kinds mixed; memory is bounded whatever the size of the cluster.
 *
 * A cluster that does not answer at all gives one `problem`.
 */
export async function* readCluster(options: ReadClusterOptions): AsyncGenerator<ClusterItem, void, undefined> {
  const found = await discover(options.client, options.signal)
  if (!found.ok) {
    yield { type: 'problem', problem: problemOfFailure(found.failure, 'the API') }
    return
  }
  for (const { problem } of found.value.failedGroups) yield { type: 'problem', problem }
  const server: Server = { lost: undefined }
  const stopped = new AbortController()
  const within = { ...options, signal: AbortSignal.any([options.signal, stopped.signal]) }
  try {
    const kinds = found.value.resources.filter(isWatched).map((resource) => () => readKind(within, resource, server))
    yield* mergeGenerators(kinds, kindsAtOnce)
  } finally {
    stopped.abort()
  }
}

/** Once the server is gone, the kinds that are left are not waited for one by one. */
type Server = { lost: ApiFailure | undefined }

async function* readKind(options: ReadClusterOptions, resource: ApiResource, server: Server): AsyncGenerator<ClusterItem, void, undefined> {
  const { client, signal, now = () => new Date() } = options
  const seen = new Set<string>()
  let failure = signal.aborted ? failureWithoutAnswer('aborted', 'stopped').failure : server.lost
  const steps = listResource(client, resource, signal)
  while (failure === undefined) {
    const step = await steps.next()
    if (step.done === true) {
      if (step.value.ok) break
      failure = step.value.failure
      if (failure.reason === 'unreachable' && !(await requestJson(client, { path: '/version', signal })).ok) server.lost = failure
    } else if (step.value.type === 'objects') {
      for (const object of step.value.objects) {
        // A list that began again repeats what came before.
        const key = object.metadata.uid ?? `${object.metadata.namespace ?? ''}/${object.metadata.name ?? ''}`
        if (seen.has(key)) continue
        seen.add(key)
        yield { type: 'object', resource, object }
      }
    }
  }
  const problem = failure === undefined ? undefined : problemOfFailure(failure, resourceName(resource))
  yield { type: 'kind', state: { resource, status: statusOf(failure), since: now(), lastEventAt: now(), count: seen.size, problem } }
}

function statusOf(failure: ApiFailure | undefined): KindState['status'] {
  switch (failure?.reason) {
    case undefined:
      return 'synced'
    case 'forbidden':
      return 'forbidden'
    case 'unreachable':
    case 'unavailable':
    case 'throttled':
    case 'unauthorized':
    case 'credentials':
    case 'aborted':
      return 'unreachable'
    default:
      return 'error'
  }
}
