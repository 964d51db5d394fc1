import { promisify } from 'node:util'
import { deflateRawSync, inflateRaw, inflateRawSync } from 'node:zlib'
import type { KubernetesObject } from '@toride/core/kubernetes-object'

/** Objects are small: a small window costs nothing, and unpacking takes a fifth of the time that zstd takes here. */
const options = { level: 4, windowBits: 14, memLevel: 7 } as const

const unpackLater = promisify(inflateRaw)

/** An object as the database keeps it. */
export function packObject(object: KubernetesObject): Buffer {
  return deflateRawSync(JSON.stringify(object), options)
}

export function unpackObject(packed: Uint8Array): KubernetesObject {
  return JSON.parse(inflateRawSync(packed).toString('utf8')) as KubernetesObject
}

/** The same, off the main thread: for single large objects that somebody looks at. */
export async function unpackObjectLater(packed: Uint8Array): Promise<KubernetesObject> {
  return JSON.parse((await unpackLater(packed)).toString('utf8')) as KubernetesObject
}

/**
 * Packed bytes as a text of as many characters, to be held in memory in large numbers: small buffers between freed larger
 * ones would keep memory that nobody uses, a text is moved together with the others.
 */
export function textOfPacked(packed: Buffer): string {
  return packed.toString('latin1')
}

export function packedOfText(text: string): Buffer {
  return Buffer.from(text, 'latin1')
}
