import { TorideError } from '@toride/core/errors'
import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { migrations as allMigrations } from './migrations/migrations.ts'

const migrationTable = 'toride_migration'
const migrationLockTable = 'toride_migration_lock'

/**
 * Brings the database to the newest schema; forward only, all pending migrations in one transaction, under an advisory
 * lock, so that several servers may start at once.
 *
 * @returns the names of the migrations that ran, oldest first; empty when there was nothing to do
 * @throws TorideError `database-schema-newer` when a newer program has migrated this database, before anything changed;
 *   `database-migration-failed` when one failed, with everything of this call undone
 */
export async function migrate<T>(database: Kysely<T>, migrations: Readonly<Record<string, Migration>> = allMigrations): Promise<string[]> {
  await refuseNewerSchema(database, migrations)
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => ({ ...migrations }) },
    migrationTableName: migrationTable,
    migrationLockTableName: migrationLockTable,
  })
  const { error, results } = await migrator.migrateToLatest()
  if (error !== undefined) {
    // A newer server may have migrated between the look above and the lock.
    await refuseNewerSchema(database, migrations)
    const failed = results?.find(({ status }) => status === 'Error')
    throw new TorideError(
      'database-migration-failed',
      { migration: failed?.migrationName ?? migrationTable, reason: error instanceof Error ? error.message : String(error) },
      { cause: error },
    )
  }
  return (results ?? []).map(({ migrationName }) => migrationName)
}

async function refuseNewerSchema<T>(database: Kysely<T>, migrations: Readonly<Record<string, Migration>>): Promise<void> {
  const table = await sql<{ exists: boolean }>`select to_regclass(${migrationTable}) is not null as exists`.execute(database)
  if (table.rows[0]?.exists !== true) return
  const applied = await sql<{ name: string }>`select name from ${sql.table(migrationTable)} order by name`.execute(database)
  const unknown = applied.rows.map(({ name }) => name).filter((name) => !Object.hasOwn(migrations, name))
  const newest = unknown.at(-1)
  if (newest !== undefined) throw new TorideError('database-schema-newer', { migration: newest })
}
