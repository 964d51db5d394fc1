import type { PatchOperation } from '@toride/core/json-patch'
import { type KubernetesObject, referenceOf } from '@toride/core/kubernetes-object'
import type { PatchRequest } from '@toride/sources/kubernetes/apply-patch'
import type { KubernetesClient } from '@toride/sources/kubernetes/client'

/** What is asked of a cluster to patch an object as it was seen. */
export function patchRequest(
  client: KubernetesClient,
  object: KubernetesObject,
  patch: readonly PatchOperation[],
  signal: AbortSignal,
): PatchRequest {
  const { uid = '', resourceVersion = '', generation } = object.metadata
  return { client, reference: referenceOf(object), seen: { uid, resourceVersion, generation }, patch, signal }
}
