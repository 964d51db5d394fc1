import { promisify } from 'node:util'
import { zstdCompressSync, zstdDecompress, zstdDecompressSync } from 'node:zlib'
import type { KubernetesObject } from '@toride/core/kubernetes-object'

const unpackLater = promisify(zstdDecompress)

/** An object as the database keeps it. */
export function packObject(object: KubernetesObject): Buffer {
  return zstdCompressSync(JSON.stringify(object))
}

export function unpackObject(packed: Buffer): KubernetesObject {
  return JSON.parse(zstdDecompressSync(packed).toString('utf8')) as KubernetesObject
}

/** The same, off the main thread: for single large objects that somebody looks at. */
export async function unpackObjectLater(packed: Buffer): Promise<KubernetesObject> {
  return JSON.parse((await unpackLater(packed)).toString('utf8')) as KubernetesObject
}
