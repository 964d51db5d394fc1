import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Keeps secrets that the server itself has to read again. The label ties a secret to its owner: it opens nowhere else. */
export type CredentialBox = { seal(secret: string, label: string): Buffer; open(sealed: Buffer, label: string): string }

const keyBytes = 32
const ivBytes = 12
const tagBytes = 16
const formatVersion = 1

/** AES-256-GCM with a random nonce: version, nonce, tag, text. */
export function createCredentialBox(key: Buffer): CredentialBox {
  if (key.length !== keyBytes) throw new RangeError(`The key has ${key.length} bytes instead of ${keyBytes}`)
  return {
    seal: (secret, label) => {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(label))
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.of(formatVersion), iv, cipher.getAuthTag(), text])
    },
    open: (sealed, label) => {
      if (sealed[0] !== formatVersion) throw new Error('The secret was sealed by another version')
      const iv = sealed.subarray(1, 1 + ivBytes)
      const tag = sealed.subarray(1 + ivBytes, 1 + ivBytes + tagBytes)
      const decipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(label)).setAuthTag(tag)
      return decipher.update(sealed.subarray(1 + ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8')
    },
  }
}

/** The key of an installation: the file `credentials.key` of its data folder, made when it is missing, for its owner alone. */
export async function readOrMakeKey(folder: string): Promise<Buffer> {
  const file = join(folder, 'credentials.key')
  try {
    await writeFile(file, randomBytes(keyBytes), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFile(file)
}
