import { type ApiResource, resourceName } from './api-resource.ts'

/**
 * Kinds that are not read: they change all the time and say nothing about posture that other objects do not say.
 *
 * - events: what happened, not what is; the audit log tells it better
 * - leases: heartbeats of nodes and controllers, several per second in a large cluster
 * - endpoints, endpointslices: follow from services and pods, and change with every pod
 * - controllerrevisions: former templates of DaemonSets and StatefulSets
 * - componentstatuses: deprecated, and asks the components anew each time
 */
const skipped = new Set([
  'events',
  'events.events.k8s.io',
  'leases.coordination.k8s.io',
  'leasecandidates.coordination.k8s.io',
  'endpoints',
  'endpointslices.discovery.k8s.io',
  'controllerrevisions.apps',
  'componentstatuses',
])

/**
 * Kinds of which only the metadata is asked for: the content of Secrets is never needed, and the schemas of CustomResourceDefinitions
 * are large and say nothing about the cluster's state.
 */
const metadataOnly = new Set(['secrets', 'customresourcedefinitions.apiextensions.k8s.io'])

/** Whether a kind is read at all: it has to be listable and watchable, and not noise. */
export function isWatched(resource: ApiResource): boolean {
  return resource.verbs.includes('list') && resource.verbs.includes('watch') && !skipped.has(resourceName(resource))
}

export function isMetadataOnly(resource: ApiResource): boolean {
  return metadataOnly.has(resourceName(resource))
}
