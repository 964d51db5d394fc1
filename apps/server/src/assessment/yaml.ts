import type { KubernetesObject } from '@toride/core/kubernetes-object'
import { dump } from 'js-yaml'

/** A value as YAML for people. */
function toYaml(value: unknown): string {
  return dump(value, { lineWidth: -1, noRefs: true })
}

/** An object as YAML, without the bookkeeping of the API server in its metadata. */
export function objectYaml(object: KubernetesObject): string {
  const { managedFields: _, ...metadata } = (object.metadata ?? {}) as Record<string, unknown>
  return toYaml({ ...object, metadata })
}
