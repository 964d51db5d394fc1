import { pointerOf, valueAt } from '@toride/core/json-pointer'
import type { ObjectMeta } from '@toride/core/kubernetes-object'
import type { Resource } from '@toride/policy/inventory'

/** On an object, or on the pod that it makes: ids of checks that do not apply to it, separated by commas; `*` for all. */
const ignoreAnnotation = 'toride.dev/ignore'

/** Why, for the people who read the result. */
const ignoreReasonAnnotation = 'toride.dev/ignore-reason'

const anyCheck = '*'

/** Finds the exemption from a check that an object declares for itself. The object is looked at once. */
export function annotationExemptions(resource: Resource): (checkId: string) => { category: 'waiver'; reason: string } | undefined {
  const found = declared(resource)
  return (checkId) => {
    const held = found.find(({ ids }) => ids.includes(checkId) || ids.includes(anyCheck))
    return held && { category: 'waiver', reason: held.reason }
  }
}

/** The ids that an object declares and that are no check, with where they stand. */
export function unknownIgnoredIds(resource: Resource, checkIds: ReadonlySet<string>): { id: string; pointer: string }[] {
  return declared(resource).flatMap(({ ids, pointer }) =>
    ids.filter((id) => id !== '' && id !== anyCheck && !checkIds.has(id)).map((id) => ({ id, pointer })),
  )
}

type Declared = { readonly ids: readonly string[]; readonly reason: string; readonly pointer: string }

function declared({ object, templatePointer }: Resource): Declared[] {
  const found = declaredIn(object.metadata, '/metadata')
  if (templatePointer === undefined || templatePointer === '') return found
  const pointer = `${templatePointer}/metadata`
  return [...found, ...declaredIn(valueAt(object, pointer) as ObjectMeta | undefined, pointer)]
}

function declaredIn(metadata: ObjectMeta | undefined, pointer: string): Declared[] {
  const ignored = metadata?.annotations?.[ignoreAnnotation]
  if (ignored === undefined) return []
  const ids = ignored.split(',').map((id) => id.trim())
  return [
    {
      ids,
      reason: metadata?.annotations?.[ignoreReasonAnnotation] ?? '',
      pointer: `${pointer}${pointerOf('annotations', ignoreAnnotation)}`,
    },
  ]
}
