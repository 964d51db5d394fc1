import type { Affected } from '../model/check.ts'

/** The Namespace in which a changed object lives; all of them for one of the whole cluster. */
export const namespaceOf: Affected = function* ({ namespace }, inventory) {
  if (namespace === '') yield* inventory.ofKind('/Namespace')
  else {
    const found = inventory.get('/Namespace', '', namespace)
    if (found !== undefined) yield found
  }
}
