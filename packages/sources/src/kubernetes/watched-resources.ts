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

/** Kinds whose content lets its reader in somewhere. It is never asked for, and the read-only role leaves them out. */
const credentials = new Set([
  'secrets',
  'oauthaccesstokens.oauth.openshift.io',
  'oauthauthorizetokens.oauth.openshift.io',
  'useroauthaccesstokens.oauth.openshift.io',
])

/** Whether a kind is read at all: it has to be listable and watchable, and not noise. */
export function isWatched(resource: ApiResource): boolean {
  return resource.verbs.includes('list') && resource.verbs.includes('watch') && !skipped.has(resourceName(resource))
}

/** Whether the objects of a kind are credentials. */
export function holdsCredentials(resource: Pick<ApiResource, 'group' | 'name'>): boolean {
  return credentials.has(resourceName(resource))
}

/**
 * Whether only the metadata of a kind is asked for: of credentials, and of CustomResourceDefinitions, whose schemas are large and say
 * nothing about the cluster's state.
 */
export function isMetadataOnly(resource: ApiResource): boolean {
  return holdsCredentials(resource) || resourceName(resource) === 'customresourcedefinitions.apiextensions.k8s.io'
}
