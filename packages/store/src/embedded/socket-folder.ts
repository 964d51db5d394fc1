import { createHash } from 'node:crypto'
import { chmod, chown, lstat, mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TorideError } from '@toride/core/errors'
import { errorCode } from './error-code.ts'
import type { Account } from './server-user.ts'

/** PostgreSQL names its socket after its port; the port is never opened. */
export const socketPort = 5432

/** `sun_path` of `unix(7)` holds 108 bytes with the final zero, 104 on macOS. */
const longestSocketPath = process.platform === 'darwin' ? 103 : 107

/**
 * Makes the folder of the socket. It is not in the data folder, because a socket's path may be no longer than 107 bytes,
 * and because some file systems that hold data cannot hold sockets. The same data folder always has the same one. It is
 * emptied: the lock of a killed server would count for as long as any process has its number, and be it a dead one that
 * nobody has waited for.
 *
 * @throws TorideError `database-folder-unusable` when another user was there first
 */
export async function makeSocketFolder(dataFolder: string, runsAs: Account | undefined): Promise<string> {
  const name = createHash('sha256').update(dataFolder).digest('hex').slice(0, 12)
  const folder = join(await makeRuntimeFolder(dataFolder, name), name)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { mode: 0o700 })
  if (runsAs !== undefined) await chown(folder, runsAs.uid, runsAs.gid)
  await chmod(folder, 0o700)
  return folder
}

async function makeRuntimeFolder(dataFolder: string, name: string): Promise<string> {
  for (const folder of [...runtimeFolders(), join(dataFolder, 'socket')]) {
    if (Buffer.byteLength(join(folder, name, `.s.PGSQL.${socketPort}`)) > longestSocketPath) continue
    try {
      // Others pass through on their way to a folder that is closed to them: as root the server is another user.
      await mkdir(folder).catch(ignoreExisting)
      await refuseStranger(folder, dataFolder)
      await chmod(folder, 0o711)
      return folder
    } catch (error) {
      if (!['EACCES', 'EROFS', 'ENOENT', 'ENOTDIR'].includes(errorCode(error))) throw error
    }
  }
  throw new TorideError('database-folder-unusable', { folder: dataFolder, reason: 'no folder for its socket can be made' })
}

function runtimeFolders(): string[] {
  const uid = process.getuid?.() ?? 0
  const ofUser = process.env.XDG_RUNTIME_DIR
  return [
    ...(uid === 0 ? ['/run/toride'] : ofUser === undefined || ofUser === '' ? [] : [join(ofUser, 'toride')]),
    join(tmpdir(), `toride-${uid}`),
    join('/tmp', `toride-${uid}`),
  ]
}

function ignoreExisting(error: unknown): void {
  if (errorCode(error) !== 'EEXIST') throw error
}

/** In a folder that all may write to, somebody else may have made ours, or a link in its place. */
async function refuseStranger(folder: string, dataFolder: string): Promise<void> {
  const found = await lstat(folder)
  if (!found.isDirectory() || found.uid !== process.getuid?.()) {
    throw new TorideError('database-folder-unusable', { folder: dataFolder, reason: `${folder}, where its socket belongs, is not ours` })
  }
}
