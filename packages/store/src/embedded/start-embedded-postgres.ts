import { join } from 'node:path'
import { TorideError } from '@toride/core/errors'
import { administer, createDatabaseStatement, withClient } from '../administration.ts'
import { reasonOf } from '../reason-of.ts'
import { type Access, addressOf, prepareAccess, removeAccess } from './access.ts'
import { applicationDatabase, applicationUser, superuser } from './configuration.ts'
import { ensureData, makeFolder } from './data-folder.ts'
import { lockFolder } from './folder-lock.ts'
import { stopOrphan } from './postmaster.ts'
import { findPrograms } from './programs.ts'
import { findServerUser } from './server-user.ts'
import { type EmbeddedEvent, supervise } from './supervise.ts'
import { writeConfiguration } from './write-configuration.ts'

export type EmbeddedOptions = {
  /** Holds everything of this database. Made when it does not exist. */
  readonly folder: string
  /** Told what happens, for the log and for the health of the system. */
  readonly onEvent?: (event: EmbeddedEvent) => void
  /** Settings of PostgreSQL that win over ours. */
  readonly settings?: Readonly<Record<string, string>>
}

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

/**
 * Starts the PostgreSQL that comes with Toride on a folder of its own and keeps it running. As root the server runs as
 * another user. A server that outlived its Toride is stopped first.
 *
 * Untested on macOS and Windows.
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
    const programs = await findPrograms(folder)
    const orphan = await stopOrphan(folder, programs)
    if (orphan !== undefined) tell({ type: 'orphan-stopped', pid: orphan })
    const access = await prepareAccess(folder, user.runsAs)
    const start = performance.now()
    if (await ensureData(folder, programs, user, access)) tell({ type: 'initialised', durationMs: performance.now() - start })
    const configFolder = join(folder, 'config')
    await writeConfiguration({ configFolder, access, starter: user.starter, settings: options.settings ?? {} })
    const logFile = join(folder, 'postgres.log')
    const supervised = await supervise({ programs, folder, configFolder, logFile, runsAs: user.runsAs }, tell)
    try {
      await ensureApplicationDatabase(access)
    } catch (error) {
      await supervised.stop()
      throw new TorideError('database-start-failed', { folder, reason: reasonOf(error) }, { cause: error })
    }
    const stop = async (): Promise<void> => {
      await supervised.stop()
      await removeAccess(access)
      lock.release()
    }
    let stopped: Promise<void> | undefined
    return {
      url: addressOf(access, applicationUser, applicationDatabase),
      adminUrl: addressOf(access, superuser, 'postgres'),
      pid: supervised.pid,
      stop: () => {
        stopped ??= stop()
        return stopped
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Queries run as a user that owns its database and nothing else: an injected statement reaches no file and no program. */
async function ensureApplicationDatabase(access: Access): Promise<void> {
  const url = addressOf(access, superuser, 'postgres')
  const missing = await withClient(url, async (client) => {
    const { rows } = await client.query<{ role: boolean; database: boolean }>(
      `select not exists (select from pg_roles where rolname = $1) as role, not exists (select from pg_database where datname = $2) as database`,
      [applicationUser, applicationDatabase],
    )
    return rows[0]
  })
  const password = access.kind === 'loopback' ? ` password '${access.password}'` : ''
  if (missing?.role === true) await administer(url, [`create role ${applicationUser} login${password}`])
  if (missing?.database === true) await administer(url, [createDatabaseStatement(applicationDatabase, { owner: applicationUser })])
}
