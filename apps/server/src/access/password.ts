import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)

/** OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const
const saltBytes = 16
const tagBytes = 32

/** Hashes a password with Argon2id, in the PHC string format. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const tag = await tagOf(password, salt, cost)
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${encode(salt)}$${encode(tag)}`
}

const phcFormat = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** A hash that no password has: comparing with it costs as much as with a real one. */
let nobody: Promise<string> | undefined

/**
 * Whether the password belongs to the hash. Without a hash (no such user, or one who signs in elsewhere) the answer is no
 * after the same work, so that its time tells nothing.
 */
export async function isPassword(password: string, hash: string | null | undefined): Promise<boolean> {
  nobody ??= hashPassword(randomBytes(saltBytes).toString('hex'))
  const [, memory, passes, parallelism, salt = '', tag = ''] = phcFormat.exec(hash ?? (await nobody)) ?? []
  if (memory === undefined) return false
  const parameters = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  const expected = Buffer.from(tag, 'base64')
  const found = await tagOf(password, Buffer.from(salt, 'base64'), parameters, expected.length)
  return timingSafeEqual(found, expected) && hash !== null && hash !== undefined
}

async function tagOf(
  password: string,
  nonce: Buffer,
  parameters: { readonly memory: number; readonly passes: number; readonly parallelism: number },
  tagLength = tagBytes,
): Promise<Buffer> {
  // One spelling for what looks the same on any keyboard (NIST SP 800-63B §5.1.1.2).
  return derive('argon2id', { message: password.normalize('NFKC'), nonce, tagLength, ...parameters })
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}
