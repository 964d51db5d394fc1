import type { KubernetesObject } from '@toride/core/kubernetes-object'

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

/**
 * The object without what no check reads, which is more than half of it: its status, and the copies of itself in its
 * metadata. Of a Pod the phase stays, which tells a live one from one that has ended.
 */
export function slimObject(object: KubernetesObject): KubernetesObject {
  const { status, metadata, ...rest } = object
  // Objects of files may have anything here.
  if (metadata === null || typeof metadata !== 'object') return object
  const { managedFields: _, annotations, ...fields } = metadata as KubernetesObject['metadata'] & { managedFields?: unknown }
  const slim = { ...rest, metadata: annotations === undefined ? fields : { ...fields, annotations: without(annotations, lastApplied) } }
  const phase = object.kind === 'Pod' ? (status as { phase?: unknown } | undefined)?.phase : undefined
  return (typeof phase === 'string' ? { ...slim, status: { phase } } : slim) as KubernetesObject
}

function without(annotations: Readonly<Record<string, string>>, name: string): Readonly<Record<string, string>> {
  if (annotations === null || typeof annotations !== 'object' || !Object.hasOwn(annotations, name)) return annotations
  const { [name]: _, ...others } = annotations
  return others
}
