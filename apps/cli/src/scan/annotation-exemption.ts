import type { KubernetesObject } from '@toride/core/kubernetes-object'

/** On an object: ids of checks that do not apply to it, separated by commas; `*` for all. */
const ignoreAnnotation = 'toride.dev/ignore'

/** Why, for the people who read the result. */
const ignoreReasonAnnotation = 'toride.dev/ignore-reason'

/** The exemption from a check that an object declares for itself. The object must have its shape. */
export function annotationExemption(checkId: string, object: KubernetesObject): { category: 'waiver'; reason: string } | undefined {
  const { annotations } = object.metadata
  const ignored = annotations?.[ignoreAnnotation]
  if (ignored === undefined) return undefined
  const ids = ignored.split(',').map((id) => id.trim())
  return ids.includes(checkId) || ids.includes('*')
    ? { category: 'waiver', reason: annotations?.[ignoreReasonAnnotation] ?? '' }
    : undefined
}
