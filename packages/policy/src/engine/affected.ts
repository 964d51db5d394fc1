import { type Inventory, podOf, type Resource } from '../inventory/inventory.ts'
import type { Check, RelationCheck } from '../model/check.ts'

/** What a changed object can alter: itself (through its top-level owner) and those whose relation checks read its kind. */
export type DependencyIndex = { affectedBy(changed: Resource, inventory: Inventory): Set<Resource> }

/**
 * Which resources must be assessed again after a change. Call `affectedBy` after the change is in the inventory; for a
 * removed or relabelled object call it with the former resource too. A check that does not say itself whom a change affects
 * is asked again for everything of its kinds in the namespace, and for all where either side is cluster-scoped.
 */
export function dependencyIndex(checks: readonly Check[]): DependencyIndex {
  const readers = new Map<string, RelationCheck[]>()
  for (const check of checks) {
    if (check.scope !== 'relation') continue
    for (const kind of check.reads) readers.set(kind, [...(readers.get(kind) ?? []), check])
  }
  return {
    affectedBy(changed, inventory) {
      const affected = new Set<Resource>()
      const current = inventory.byKey(changed.key)
      if (current !== undefined) affected.add(inventory.topOwner(current))
      else {
        const top = inventory.topOwner(changed)
        if (top !== changed) affected.add(top)
      }
      const asking = [...(readers.get(changed.kind) ?? []), ...(podOf(changed) === undefined ? [] : (readers.get('pods') ?? []))]
      const kinds = new Set<string>()
      for (const check of asking) {
        if (check.affected === undefined) for (const kind of check.kinds) kinds.add(kind)
        else for (const resource of check.affected(changed, inventory)) affected.add(inventory.topOwner(resource))
      }
      for (const kind of kinds) for (const resource of subjects(kind, changed, inventory)) affected.add(resource)
      return affected
    },
  }
}

function* subjects(kind: string, { namespace }: Resource, inventory: Inventory): Iterable<Resource> {
  if (kind === 'pods') {
    if (namespace !== '') yield* inventory.podCarriers(namespace)
    else
      for (const resource of inventory.all())
        if (resource.templatePointer !== undefined && inventory.topOwner(resource) === resource) yield resource
    return
  }
  for (const resource of inventory.ofKind(kind)) {
    if (namespace === '' || resource.namespace === namespace || resource.namespace === '') yield resource
  }
}
