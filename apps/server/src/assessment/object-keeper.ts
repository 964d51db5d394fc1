import type { KubernetesObject } from '@toride/core/kubernetes-object'
import { packedOfText, packObject, textOfPacked, unpackObject } from './packed-object.ts'

/** How many unpacked objects are held: those that an assessment looks at again and again. */
const mostUnpacked = 256

/**
 * Holds the objects of a cluster packed: spread out in memory one takes ten times as much. `keep` is for an inventory
 * (`InventoryOptions`); the objects must not be changed.
 */
export function createObjectKeeper(): (object: KubernetesObject) => () => KubernetesObject {
  /** By number, the least recently used first. */
  const unpacked = new Map<number, KubernetesObject>()
  let last = 0

  const hold = (number: number, object: KubernetesObject): KubernetesObject => {
    unpacked.delete(number)
    unpacked.set(number, object)
    if (unpacked.size > mostUnpacked) {
      const [oldest] = unpacked.keys()
      if (oldest !== undefined) unpacked.delete(oldest)
    }
    return object
  }

  // In a function of its own: a closure made where the object is a variable would hold it, looked at or not.
  const unpack = (number: number, packed: string) => () => hold(number, unpacked.get(number) ?? unpackObject(packedOfText(packed)))

  return (object) => {
    last += 1
    hold(last, object)
    return unpack(last, textOfPacked(packObject(object)))
  }
}
