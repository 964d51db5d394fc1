import type { Inventory, Resource } from '../inventory/inventory.ts'
import { notApplicable, type Verdict, type Violation, violation } from '../model/check.ts'
import type { PodReference } from './pod-references.ts'

const healthy: readonly Violation[] = []

/**
 * A violation for each reference whose object does not exist, or has no entry of that name. Where objects of the kind
 * cannot be seen nothing is said.
 */
export function missingReferences(
  references: readonly PodReference[],
  kind: string,
  resource: Resource,
  inventory: Inventory,
  exists: (name: string) => boolean = () => false,
): Verdict {
  let found: Violation[] | undefined
  let isUnknown = false
  for (const { name, key, pointer } of references) {
    const object = inventory.find(kind, resource.namespace, name)
    if (object === undefined) {
      if (exists(name)) continue
      if (!inventory.knows(kind, resource.namespace)) {
        isUnknown = true
        continue
      }
    } else if (key === undefined || mayHoldEntry(object, key)) continue
    found ??= []
    found.push(object === undefined ? violation(pointer, { name }) : violation(pointer, { name, key: key ?? '' }, 'key'))
  }
  return found ?? (isUnknown ? notApplicable('kind-not-known') : healthy)
}

type Entries = Readonly<Record<string, unknown>> | undefined

/** Whether the object has the entry; one that shows no entries at all may have had them left out. */
function mayHoldEntry({ object }: Resource, key: string): boolean {
  const entries = [object.data as Entries, object.binaryData as Entries, object.stringData as Entries]
  const shown = entries.filter((each) => each !== undefined && Object.keys(each).length > 0)
  return shown.length === 0 || shown.some((each) => each !== undefined && Object.hasOwn(each, key))
}
