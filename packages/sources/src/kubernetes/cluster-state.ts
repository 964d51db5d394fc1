import type { Problem } from '@toride/core/errors'
import type { KubernetesObject, ResourceReference } from '@toride/core/kubernetes-object'
import type { ApiResource } from './api-resource.ts'

/**
 * How well one kind is known.
 *
 * - `starting`: not read completely yet
 * - `synced`: read completely and followed
 * - `forbidden`: the role does not allow it; what exists is unknown
 * - `unreachable`: no answer; what was read before may be out of date
 * - `error`: the server answers with something that cannot be used
 * - `removed`: the cluster no longer serves this kind
 */
export type KindStatus = 'starting' | 'synced' | 'forbidden' | 'unreachable' | 'error' | 'removed'

export type KindState = {
  readonly resource: ApiResource
  readonly status: KindStatus
  /** When the status became what it is. */
  readonly since: Date
  /** When the server last sent anything for this kind, bookmarks included. */
  readonly lastEventAt: Date | undefined
  /** Objects known of this kind. Zero means "none" only when the kind is synced. */
  readonly count: number
  /** Why the kind is forbidden, unreachable or in error. */
  readonly problem: Problem | undefined
}

/** Whether the API server as a whole answers. `since` is when that became so. */
export type ConnectionState = {
  readonly status: 'connecting' | 'connected' | 'unreachable' | 'unauthorized' | 'error'
  readonly since: Date
  readonly problem: Problem | undefined
}

/** What happened to one object. Secrets and CustomResourceDefinitions carry their metadata only. */
export type ResourceChange =
  | { readonly type: 'added' | 'modified'; readonly resource: ApiResource; readonly object: KubernetesObject }
  | { readonly type: 'deleted'; readonly resource: ApiResource; readonly reference: ResourceReference; readonly uid: string }

/** What a receiver already holds of an object, so that only differences are sent to it again. */
export type KnownObject = {
  readonly namespace: string | undefined
  readonly name: string
  readonly uid: string
  readonly resourceVersion: string
}

/** One step of reading a cluster once: an object, or a kind that could not be looked at. */
export type ClusterItem =
  | { readonly type: 'object'; readonly resource: ApiResource; readonly object: KubernetesObject }
  | { readonly type: 'kind'; readonly state: KindState }
  | { readonly type: 'problem'; readonly problem: Problem }
