import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, lchown, lstat, mkdir, mkdtemp, open, readdir, readFile, realpath, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { TorideError } from '@toride/core/errors'
import { reasonOf } from '../reason-of.ts'
import type { Access } from './access.ts'
import { superuser } from './configuration.ts'
import { errorCode } from './error-code.ts'
import type { Programs } from './programs.ts'
import type { Account, ServerUser } from './server-user.ts'

const unfinishedPrefix = 'data.new-'

/** PostgreSQL's own folder inside ours. */
export function dataFolderOf(folder: string): string {
  return join(folder, 'data')
}

/**
 * Makes the folder that holds everything of one embedded database, and checks that the server's user can reach it.
 *
 * @returns its true path, which stands for it in locks and names
 * @throws TorideError `database-folder-unusable`
 */
export async function makeFolder(wanted: string, { runsAs }: ServerUser): Promise<string> {
  const topMade = await makeFolders(wanted)
  const folder = await realpath(wanted)
  if (runsAs === undefined) return folder
  // Root writes into it; in a folder of somebody else a link would lead it to any file.
  if ((await stat(folder)).uid !== 0) {
    throw new TorideError('database-folder-unusable', {
      folder,
      reason: 'it belongs to a user; start Toride as that user, or give the folder to root',
    })
  }
  // The server's user passes through our folder, and through those that we have made above it.
  const top = topMade === undefined ? folder : await realpath(topMade)
  for (let ours = folder; isWithin(top, ours); ours = dirname(ours)) await chmod(ours, ((await stat(ours)).mode & 0o777) | 0o011)
  for (let above = dirname(folder); ; above = dirname(above)) {
    if (!mayPass(await stat(above), runsAs)) {
      throw new TorideError('database-folder-unusable', {
        folder,
        reason: `the database runs as ${runsAs.name}, who may not pass through ${above}`,
      })
    }
    if (above === dirname(above)) return folder
  }
}

async function makeFolders(wanted: string): Promise<string | undefined> {
  try {
    return await mkdir(wanted, { recursive: true })
  } catch (error) {
    throw unusable(wanted, error)
  }
}

function isWithin(top: string, folder: string): boolean {
  return folder === top || folder.startsWith(top + sep)
}

function mayPass({ mode, uid, gid }: { mode: number; uid: number; gid: number }, account: Account): boolean {
  const bits = uid === account.uid ? mode >> 6 : gid === account.gid ? mode >> 3 : mode
  return (bits & 1) === 1
}

/**
 * Makes a new, empty database unless there is one. initdb works in a folder of another name that gets its own at the end,
 * so what stands under the name is always whole; what a killed one has left is removed.
 *
 * @returns whether a new one was made
 * @throws TorideError `database-postgres-newer`, `database-postgres-older`, `database-folder-unusable`, `database-initialise-failed`
 */
export async function ensureData(folder: string, programs: Programs, user: ServerUser, access: Access): Promise<boolean> {
  for (const name of await readdir(folder)) {
    if (name.startsWith(unfinishedPrefix)) await rm(join(folder, name), { recursive: true, force: true })
  }
  const data = dataFolderOf(folder)
  // An empty folder, such as a mount point, is as good as none.
  await rmdir(data).catch(() => {})
  const found = await readVersion(data)
  if (found === 'none') {
    await makeData(folder, programs, user, access)
    return true
  }
  if (found === 'foreign')
    throw new TorideError('database-folder-unusable', { folder, reason: 'its folder data holds no database of PostgreSQL' })
  if (found > programs.major) throw new TorideError('database-postgres-newer', { folder, found, supported: programs.major })
  if (found < programs.major) throw new TorideError('database-postgres-older', { folder, found, supported: programs.major })
  await giveTo(data, user.runsAs)
  return false
}

async function readVersion(data: string): Promise<number | 'none' | 'foreign'> {
  try {
    const major = Number.parseInt(await readFile(join(data, 'PG_VERSION'), 'utf8'), 10)
    return Number.isInteger(major) ? major : 'foreign'
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw unusable(dirname(data), error)
    return lstat(data).then(
      () => 'foreign' as const,
      () => 'none' as const,
    )
  }
}

async function makeData(folder: string, programs: Programs, user: ServerUser, access: Access): Promise<void> {
  const fresh = await mkdtemp(join(folder, unfinishedPrefix))
  try {
    if (user.runsAs !== undefined) await chown(fresh, user.runsAs.uid, user.runsAs.gid)
    await runInitdb(folder, fresh, programs, user, access)
    await rename(fresh, dataFolderOf(folder))
  } catch (error) {
    await rm(fresh, { recursive: true, force: true })
    throw error
  }
  const handle = await open(folder, 'r')
  // Directories cannot be synchronised on Windows; there the rename is journalled by the file system.
  await handle.sync().catch(() => {})
  await handle.close()
}

/**
 * UTF-8, sorted by code point on every machine alike (the locale built into PostgreSQL, not the one of the C library, whose
 * order changes under an index when the system is upgraded), every page with a checksum.
 */
async function runInitdb(folder: string, fresh: string, programs: Programs, { runsAs }: ServerUser, access: Access): Promise<void> {
  const authentication =
    access.kind === 'socket' ? ['--auth-local=peer', '--auth-host=reject'] : ['--auth=scram-sha-256', `--pwfile=${access.passwordFile}`]
  const child = spawn(
    programs.initdb,
    [
      `--pgdata=${fresh}`,
      `--username=${superuser}`,
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--data-checksums',
      '--no-instructions',
      ...authentication,
    ],
    { cwd: '/', env: serverEnvironment(), stdio: ['ignore', 'ignore', 'pipe'], ...identityOf(runsAs) },
  )
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-4000)
  })
  const exit = once(child, 'close')
  try {
    const [code, signal]: unknown[] = await exit
    if (code === 0) return
    throw new Error(complaints.trim() === '' ? `initdb ended with ${signal ?? code}` : complaints.trim())
  } catch (error) {
    throw new TorideError('database-initialise-failed', { folder, reason: reasonToRun(error) }, { cause: error })
  }
}

/** The environment of PostgreSQL's programs: ours could redirect them (PGDATA, PGPORT) or change their language. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'TMPDIR', 'SystemRoot', 'TEMP', 'TMP'].flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' }
}

/** What `spawn` needs to start a program as the account. */
export function identityOf(account: Account | undefined): { uid?: number; gid?: number } {
  return account === undefined ? {} : { uid: account.uid, gid: account.gid }
}

/** Programs for another C library or processor cannot be started at all, which Node reports as a missing file. */
export function reasonToRun(error: unknown): string {
  if (errorCode(error) === 'ENOENT')
    return 'its programs cannot run on this system (they need the GNU C library; Alpine Linux has another one)'
  return reasonOf(error)
}

/** Another user may run the server from now on (the folder was moved, or an account was made): the data follows. */
async function giveTo(data: string, account: Account | undefined): Promise<void> {
  if (account === undefined || (await lstat(data)).uid === account.uid) return
  for (const entry of await readdir(data, { withFileTypes: true, recursive: true })) {
    await lchown(join(entry.parentPath, entry.name), account.uid, account.gid)
  }
  // Last, so that a change of hands that was cut short is taken up again.
  await lchown(data, account.uid, account.gid)
}

function unusable(folder: string, error: unknown): TorideError {
  return new TorideError('database-folder-unusable', { folder, reason: reasonOf(error) }, { cause: error })
}
