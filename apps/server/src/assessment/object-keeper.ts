import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { KubernetesObject } from '@toride/core/kubernetes-object'

/** Below this a packed object saves nothing worth its time, in characters of JSON. */
const smallestPacked = 600

/** How many unpacked objects are held: those that an assessment looks at again and again. */
const mostUnpacked = 256

/**
 * Holds the objects of a cluster packed: spread out in memory one takes ten times as much. `keep` is for an inventory
 * (`InventoryOptions`); the objects must not be changed.
 */
export function createObjectKeeper(): (object: KubernetesObject) => () => KubernetesObject {
  /** The least recently used first. */
  const unpacked = new Map<Buffer, KubernetesObject>()

  const hold = (packed: Buffer, object: KubernetesObject): KubernetesObject => {
    unpacked.delete(packed)
    unpacked.set(packed, object)
    if (unpacked.size > mostUnpacked) {
      const [oldest] = unpacked.keys()
      if (oldest !== undefined) unpacked.delete(oldest)
    }
    return object
  }

  return (object) => {
    const text = JSON.stringify(object)
    if (text.length < smallestPacked) return () => object
    const packed = zstdCompressSync(text)
    hold(packed, object)
    return () => hold(packed, unpacked.get(packed) ?? (JSON.parse(zstdDecompressSync(packed).toString('utf8')) as KubernetesObject))
  }
}
