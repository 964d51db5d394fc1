import { randomBytes } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { errorCode } from './error-code.ts'
import type { Account } from './server-user.ts'
import { makeSocketFolder, socketPort } from './socket-folder.ts'

/**
 * The only way to the server: a Unix socket, where the kernel tells who asks and no password is needed, or, on Windows, a
 * port of this machine with a random password that only its user can read.
 */
export type Access =
  | { readonly kind: 'socket'; readonly socketFolder: string; readonly port: number }
  | { readonly kind: 'loopback'; readonly port: number; readonly password: string; readonly passwordFile: string }

/** Prepares the way to the server of this folder. */
export async function prepareAccess(folder: string, runsAs: Account | undefined): Promise<Access> {
  if (process.platform !== 'win32') return { kind: 'socket', socketFolder: await makeSocketFolder(folder, runsAs), port: socketPort }
  const passwordFile = join(folder, 'password')
  return { kind: 'loopback', port: await freePort(), password: await ensurePassword(passwordFile), passwordFile }
}

/** Removes what `prepareAccess` made, when the server has ended. */
export async function removeAccess(access: Access): Promise<void> {
  if (access.kind === 'socket') await rm(access.socketFolder, { recursive: true, force: true })
}

/** The address of a database on this server for a user. */
export function addressOf(access: Access, user: string, database: string): string {
  const [credentials, host] =
    access.kind === 'socket' ? [user, encodeURIComponent(access.socketFolder)] : [`${user}:${access.password}`, '127.0.0.1']
  return `postgresql://${credentials}@${host}:${access.port}/${database}?sslmode=disable`
}

/** Hexadecimal, so that it needs no quoting anywhere. */
async function ensurePassword(file: string): Promise<string> {
  await writeFile(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error
  })
  return readFile(file, 'utf8')
}

async function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const server = createServer()
  server.once('error', reject)
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))))
  })
  return promise
}
