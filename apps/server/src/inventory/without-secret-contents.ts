import type { KubernetesObject } from '@toride/core/kubernetes-object'

const hidden = '(hidden)'

/** Holds a copy of the whole object, as `kubectl apply` was given it. */
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

/** A Secret with the names of its entries alone; everything else as it is. Clusters keep them back, manifests do not. */
export function withoutSecretContents(object: KubernetesObject): KubernetesObject {
  if (object.kind !== 'Secret' || object.apiVersion !== 'v1') return object
  const { annotations, ...metadata } = object.metadata
  const { [lastApplied]: _, ...others } = annotations ?? {}
  return {
    ...object,
    metadata: annotations === undefined ? metadata : { ...metadata, annotations: others },
    ...(object.data !== undefined && { data: hiddenEntries(object.data) }),
    ...(object.stringData !== undefined && { stringData: hiddenEntries(object.stringData) }),
  }
}

function hiddenEntries(entries: unknown): unknown {
  if (entries === null || typeof entries !== 'object' || Array.isArray(entries)) return hidden
  return Object.fromEntries(Object.keys(entries).map((key) => [key, hidden]))
}
