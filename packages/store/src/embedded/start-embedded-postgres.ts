import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { TorideError } from '@toride/core/errors'
import { administer, createDatabaseStatement, withClient } from '../administration.ts'
import {
  applicationDatabase,
  applicationUser,
  pgHbaConf,
  pgIdentConf,
  postgresqlConf,
  type ServerConfiguration,
  superuser,
} from './configuration.ts'
import { ensureData, makeFolder } from './data-folder.ts'
import { errorCode } from './error-code.ts'
import { lockFolder } from './folder-lock.ts'
import { type Postmaster, type PostmasterPlace, signalProcess, startPostmaster, stopOrphan } from './postmaster.ts'
import { findProgramsPackage, installPrograms } from './programs.ts'
import { boundLog } from './server-log.ts'
import { findServerUser } from './server-user.ts'
import { makeSocketFolder, socketPort } from './socket-folder.ts'

export type EmbeddedOptions = {
  /** Holds everything of this database. Made when it does not exist. */
  readonly folder: string
  /** Told what happens, for the log and for the health of the system. */
  readonly onEvent?: (event: EmbeddedEvent) => void
  /** Settings of PostgreSQL beyond ours. */
  readonly settings?: Readonly<Record<string, string>>
}

export type EmbeddedEvent =
  | { readonly type: 'orphan-stopped'; readonly pid: number }
  | { readonly type: 'initialised'; readonly durationMs: number }
  | { readonly type: 'started'; readonly pid: number; readonly durationMs: number }
  | { readonly type: 'crashed'; readonly how: string; readonly restartInMs: number }
  | { readonly type: 'gave-up'; readonly reason: string }
  | { readonly type: 'stopped' }

/** A server that is kept running until it is stopped. */
export type EmbeddedPostgres = {
  /** Where queries go. */
  readonly url: string
  /** The same server as its superuser, to make and drop databases. */
  readonly adminUrl: string
  /** The process id of the server that runs now; undefined while it is down. */
  readonly pid: () => number | undefined
  /** Ends all sessions, stops the server and gives the folder back. */
  stop(): Promise<void>
}

const firstRestartMs = 100
const slowestRestartMs = 5_000
const mostFailuresInARow = 10
/** A server that lived this long was well; the next crash is counted from one again. */
const healthyLifeMs = 60_000
const logCheckMs = 10_000
/** How long sessions of a killed server may take to notice and let go of its shared memory. */
const leftoversPatienceMs = 10_000

/**
 * Starts the PostgreSQL that comes with Toride on a folder of its own and keeps it running. On Linux and macOS it listens
 * on a Unix socket alone and knows its one client by its user, without a password; on Windows it listens on 127.0.0.1 with
 * a random password that only the user can read.
 *
 * @throws TorideError `database-folder-in-use`, `database-folder-unusable`, `database-postgres-newer`,
 *   `database-postgres-older`, `database-platform-unsupported`, `database-user-unknown`, `database-initialise-failed`,
 *   `database-start-failed`
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const user = await findServerUser()
  const folder = await makeFolder(options.folder, user)
  const lock = lockFolder(folder)
  try {
    const tell = options.onEvent ?? (() => {})
    const programs = await installPrograms(await findProgramsPackage(), [programsFolder(), join(folder, 'programs')])
    const orphan = await stopOrphan(folder)
    if (orphan !== undefined) tell({ type: 'orphan-stopped', pid: orphan })
    const password = process.platform === 'win32' ? await ensurePassword(folder) : undefined
    const initStart = performance.now()
    if (await ensureData(folder, programs, user, password?.file)) tell({ type: 'initialised', durationMs: performance.now() - initStart })
    const configFolder = join(folder, 'config')
    const socketFolder = password === undefined ? await makeSocketFolder(folder, user.runsAs) : undefined
    const port = socketFolder === undefined ? await freePort() : socketPort
    const configuration = { configFolder, socketFolder, port, starter: user.starter, settings: options.settings ?? {} }
    await writeConfiguration(configuration)
    const urlFor = (name: string, database: string): string => {
      const credentials = password === undefined ? name : `${name}:${password.text}`
      const host = socketFolder === undefined ? '127.0.0.1' : encodeURIComponent(socketFolder)
      return `postgresql://${credentials}@${host}:${port}/${database}?sslmode=disable`
    }
    const [url, adminUrl] = [urlFor(applicationUser, applicationDatabase), urlFor(superuser, 'postgres')]
    const place = { programs, folder, configFolder, logFile: join(folder, 'postgres.log'), runsAs: user.runsAs }
    const supervised = await supervise(place, tell)
    try {
      await ensureApplicationDatabase(adminUrl, password?.text)
    } catch (error) {
      await supervised.stop()
      throw new TorideError('database-start-failed', { folder, reason: String(error) }, { cause: error })
    }
    const stop = async (): Promise<void> => {
      await supervised.stop()
      lock.release()
    }
    let stopping: Promise<void> | undefined
    return {
      url,
      adminUrl,
      pid: supervised.pid,
      stop: () => {
        stopping ??= stop()
        return stopping
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** The files lie outside the data, whose owner may be another user: we write no file where somebody else could place a link. */
async function writeConfiguration(configuration: ServerConfiguration): Promise<void> {
  const { configFolder } = configuration
  await mkdir(configFolder, { recursive: true, mode: 0o755 })
  await writeFile(join(configFolder, 'postgresql.conf'), postgresqlConf(configuration), { mode: 0o644 })
  await writeFile(join(configFolder, 'pg_hba.conf'), pgHbaConf(configuration), { mode: 0o644 })
  await writeFile(join(configFolder, 'pg_ident.conf'), pgIdentConf(configuration), { mode: 0o644 })
  await writeFile(join(configFolder, 'custom.conf'), '# Settings here win over those in postgresql.conf. Restart Toride to apply them.\n', {
    flag: 'wx',
    mode: 0o644,
  }).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error
  })
}

type Supervised = { pid(): number | undefined; stop(): Promise<void> }

/** Starts the server and starts it again when it ends by itself, ever more slowly, until it is stopped. */
async function supervise(place: PostmasterPlace, tell: (event: EmbeddedEvent) => void): Promise<Supervised> {
  const stopping = new AbortController()
  let current: Postmaster | undefined = await startAfterLeftovers(place, tell, stopping.signal)
  // Whatever ends this process, short of SIGKILL, ends the server as well.
  const stopAtExit = (): void => {
    if (current !== undefined) signalProcess(current.pid, 'SIGINT')
  }
  process.on('exit', stopAtExit)
  const logTimer = setInterval(() => void boundLog(place.logFile).catch(() => {}), logCheckMs).unref()

  const keepRunning = async (first: Postmaster): Promise<void> => {
    let failures = 0
    let how = await lifeOf(first)
    while (!stopping.signal.aborted) {
      current = undefined
      failures += 1
      if (failures > mostFailuresInARow) return tell({ type: 'gave-up', reason: how })
      const restartInMs = Math.min(firstRestartMs * 2 ** (failures - 1), slowestRestartMs)
      tell({ type: 'crashed', how, restartInMs })
      await delay(restartInMs, undefined, { signal: stopping.signal }).catch(() => {})
      if (stopping.signal.aborted) return
      const bornAt = performance.now()
      try {
        current = await startAfterLeftovers(place, tell, stopping.signal)
        how = await lifeOf(current)
      } catch (error) {
        how = error instanceof Error ? error.message : String(error)
      }
      if (performance.now() - bornAt > healthyLifeMs) failures = 0
    }
  }
  const lifeOf = (postmaster: Postmaster): Promise<string> => postmaster.ended
  const running = keepRunning(current)

  return {
    pid: () => current?.pid,
    stop: async () => {
      stopping.abort()
      await current?.stop()
      await running
      // A start that was under way when the stop was asked for has finished by now.
      await current?.stop()
      clearInterval(logTimer)
      process.off('exit', stopAtExit)
      tell({ type: 'stopped' })
    },
  }
}

/** Sessions of a server that was killed hold its shared memory until they notice; a new one refuses to start until then. */
async function startAfterLeftovers(place: PostmasterPlace, tell: (event: EmbeddedEvent) => void, signal: AbortSignal): Promise<Postmaster> {
  const start = performance.now()
  for (;;) {
    try {
      const postmaster = await startPostmaster(place)
      tell({ type: 'started', pid: postmaster.pid, durationMs: performance.now() - start })
      return postmaster
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      const inUse = reason.includes('shared memory block') || reason.includes('postmaster.pid')
      if (!inUse || signal.aborted || performance.now() - start > leftoversPatienceMs) {
        throw new TorideError('database-start-failed', { folder: place.folder, reason }, { cause: error })
      }
      await delay(50)
    }
  }
}

/** Queries run as a user that owns its database and nothing else: an injected statement reaches no file and no program. */
async function ensureApplicationDatabase(adminUrl: string, password: string | undefined): Promise<void> {
  const missing = await withClient(adminUrl, async (client) => {
    const { rows } = await client.query<{ role: boolean; database: boolean }>(
      `select not exists (select from pg_roles where rolname = $1) as role, not exists (select from pg_database where datname = $2) as database`,
      [applicationUser, applicationDatabase],
    )
    return rows[0]
  })
  if (missing?.role === true) {
    await administer(adminUrl, [`create role ${applicationUser} login${password === undefined ? '' : ` password '${password}'`}`])
  }
  if (missing?.database === true) await administer(adminUrl, [createDatabaseStatement(applicationDatabase, { owner: applicationUser })])
}

function programsFolder(): string {
  if (process.getuid?.() === 0) return '/var/cache/toride'
  const cache = process.env.XDG_CACHE_HOME ?? process.env.LOCALAPPDATA
  return join(cache === undefined || cache === '' ? join(homedir(), '.cache') : cache, 'toride')
}

/** Hexadecimal, so that it needs no quoting anywhere. */
async function ensurePassword(folder: string): Promise<{ file: string; text: string }> {
  const file = join(folder, 'password')
  try {
    await writeFile(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
  }
  return { file, text: await readFile(file, 'utf8') }
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
