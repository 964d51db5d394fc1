import { TorideError } from '@toride/core/errors'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { Pool } from 'pg'
import { connectionOptions } from './connection-options.ts'
import { migrations as allMigrations } from './migrations/migrations.ts'
import { reasonOf } from './reason-of.ts'

const migrationTable = 'toride_migration'
const migrationLockTable = 'toride_migration_lock'

/** An index over millions of rows takes its time, and so does waiting for another server that builds it. */
const statementTimeoutMs = 3_600_000

/**
 * Brings the database to the newest schema; forward only, all pending migrations in one transaction, under an advisory
 * lock, so that several servers may start at once. On a connection of its own, without the store's limit of time.
 *
 * @returns the names of the migrations that ran, oldest first; empty when there was nothing to do
 * @throws TorideError `database-schema-newer` when a newer program has migrated this database, before anything changed;
 *   `database-migration-failed` when one failed, with everything of this call undone
 */
export async function migrate(url: string, migrations: Readonly<Record<string, Migration>> = allMigrations): Promise<string[]> {
  const pool = new Pool({ ...connectionOptions(url, { name: 'toride-migration', statementTimeoutMs }), max: 1 })
  // Without a listener a lost connection would end the process; the query that needs it fails anyway.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const database = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    await refuseNewerSchema(database, migrations)
    return await runPending(database, migrations)
  } finally {
    await database.destroy()
  }
}

async function runPending(database: Kysely<unknown>, migrations: Readonly<Record<string, Migration>>): Promise<string[]> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => ({ ...migrations }) },
    migrationTableName: migrationTable,
    migrationLockTableName: migrationLockTable,
  })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error === undefined) return results.map(({ migrationName }) => migrationName)
  // A newer server may have migrated between the look before and the lock.
  await refuseNewerSchema(database, migrations)
  const failed = results.find(({ status }) => status === 'Error')
  throw new TorideError(
    'database-migration-failed',
    { migration: failed?.migrationName ?? migrationTable, reason: reasonOf(error) },
    { cause: error },
  )
}

async function refuseNewerSchema(database: Kysely<unknown>, migrations: Readonly<Record<string, Migration>>): Promise<void> {
  const table = await sql<{ exists: boolean }>`select to_regclass(${migrationTable}) is not null as exists`.execute(database)
  if (table.rows[0]?.exists !== true) return
  const applied = await sql<{ name: string }>`select name from ${sql.table(migrationTable)} order by name`.execute(database)
  const unknown = applied.rows.map(({ name }) => name).filter((name) => !Object.hasOwn(migrations, name))
  const newest = unknown.at(-1)
  if (newest !== undefined) throw new TorideError('database-schema-newer', { migration: newest })
}
