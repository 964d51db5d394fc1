import { TorideError } from '@toride/core/errors'
import { Kysely, PostgresDialect } from 'kysely'
import { Pool } from 'pg'
import { addressWithoutPassword, connectionOptions } from './connection-options.ts'
import { type EmbeddedOptions, type EmbeddedPostgres, startEmbeddedPostgres } from './embedded/start-embedded-postgres.ts'
import { reasonOf } from './reason-of.ts'
import type { Database } from './schema.ts'
import { checkServerVersion } from './server-version.ts'

/** A server that somebody else runs, or the embedded one in a folder. */
export type StoreLocation = { readonly url: string } | { readonly embedded: EmbeddedOptions }

export type StoreLimits = {
  /** The most connections this process holds for queries; a listener takes one more. */
  readonly maxConnections: number
  /** After this the server ends a statement, in milliseconds. */
  readonly statementTimeoutMs: number
}

const defaultLimits: StoreLimits = { maxConnections: 10, statementTimeoutMs: 30_000 }

/** An open database. */
export type Store = {
  /** Queries. */
  readonly database: Kysely<Database>
  /** The same connections, for libraries that bring their own SQL. */
  readonly pool: Pool
  /** Where the database is, for a listener or a job queue; may hold a password, so never print it. */
  readonly url: string
  /** The embedded server, when there is one. */
  readonly embedded: EmbeddedPostgres | undefined
  /** Waits for running queries, closes the connections and stops the embedded server. */
  close(): Promise<void>
}

/**
 * Opens the database; nothing is migrated yet (`migrate(store.url)` does that).
 *
 * @throws TorideError `database-url-invalid`, `database-unreachable`, `database-server-too-old`, and those of
 *   `startEmbeddedPostgres`
 */
export async function openStore(location: StoreLocation, limits: Partial<StoreLimits> = {}): Promise<Store> {
  const { maxConnections, statementTimeoutMs } = { ...defaultLimits, ...limits }
  const { url, embedded } = await locate(location)
  try {
    const pool = new Pool({
      ...connectionOptions(url, { name: 'toride', statementTimeoutMs }),
      max: maxConnections,
      idleTimeoutMillis: 60_000,
      maxLifetimeSeconds: 3600,
    })
    // An idle connection that the server closed: the pool has dropped it already and opens another one when asked.
    pool.on('error', () => {})
    // The same for one that is held between two queries: without a listener it would end the process; the next query fails.
    pool.on('connect', (client) => client.on('error', () => {}))
    const database = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
    await checkServer(database, url)
    const close = async (): Promise<void> => {
      await database.destroy()
      await embedded?.stop()
    }
    return { database, pool, url, embedded, close }
  } catch (error) {
    await embedded?.stop()
    throw error
  }
}

async function locate(location: StoreLocation): Promise<{ url: string; embedded: EmbeddedPostgres | undefined }> {
  if ('url' in location) return { url: location.url, embedded: undefined }
  const embedded = await startEmbeddedPostgres(location.embedded)
  return { url: embedded.url, embedded }
}

async function checkServer(database: Kysely<Database>, url: string): Promise<void> {
  try {
    await checkServerVersion(database)
  } catch (error) {
    await database.destroy()
    if (error instanceof TorideError) throw error
    throw new TorideError('database-unreachable', { address: addressWithoutPassword(url), reason: reasonOf(error) }, { cause: error })
  }
}
