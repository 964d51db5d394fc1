import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { createDatabaseStatement, dropDatabaseStatement, urlOfDatabase, withClient } from '@toride/store/administration'
import { migrate } from '@toride/store/migrate'

const migrationsFolder = new URL('.', import.meta.resolve('@toride/store/migrations'))

/** Any number, the same in all processes: who holds it makes the template, the others wait. */
const templateLock = 706_172_646

/**
 * Makes the migrated database that test databases are copies of, once per server and state of the migrations.
 *
 * @returns its name
 */
export async function ensureTemplateDatabase(url: string): Promise<string> {
  const name = `toride_template_${await fingerprintOfMigrations()}`
  await withClient(url, async (client) => {
    const exists = async (): Promise<boolean> => (await client.query('select from pg_database where datname = $1', [name])).rowCount === 1
    if (await exists()) return
    await client.query('select pg_advisory_lock($1)', [templateLock])
    if (await exists()) return
    const unfinished = `toride_unfinished_${randomUUID().slice(0, 8)}`
    await client.query(createDatabaseStatement(unfinished))
    try {
      await migrate(urlOfDatabase(url, unfinished))
      await client.query(`alter database ${unfinished} rename to ${name}`)
    } catch (error) {
      await client.query(dropDatabaseStatement(unfinished))
      throw error
    }
  })
  return name
}

/** A template on a server that outlives the test run must not be used after a migration was edited. */
async function fingerprintOfMigrations(): Promise<string> {
  const hash = createHash('sha256')
  for (const file of (await readdir(migrationsFolder)).toSorted()) hash.update(await readFile(new URL(file, migrationsFolder)))
  return hash.digest('hex').slice(0, 12)
}
