import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '@toride/testing/test-database'
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/migrations.ts'

const table = (name: string): Migration => ({
  up: async (database: Kysely<unknown>) => {
    await database.schema.createTable(name).addColumn('id', 'integer').execute()
  },
})

const failing: Migration = {
  up: async (database: Kysely<unknown>) => {
    await sql`select 1 / 0`.execute(database)
  },
}

async function tableExists<T>(database: Kysely<T>, name: string): Promise<boolean | undefined> {
  const { rows } = await sql<{ exists: boolean }>`select to_regclass(${name}) is not null as exists`.execute(database)
  return rows[0]?.exists
}

test('a database that is up to date is left as it is', async (t) => {
  const { url } = await testDatabase(t)
  assert.deepEqual(await migrate(url), [])
})

test('what is new runs once, in order, and the rest is left alone', async (t) => {
  const { database, url } = await testDatabase(t)
  const more = { ...migrations, '9998-first': table('first'), '9999-second': table('second') }
  assert.deepEqual(await migrate(url, more), ['9998-first', '9999-second'])
  assert.deepEqual(await migrate(url, more), [])
  assert.equal(await tableExists(database, 'second'), true)
})

test('servers that start together migrate once', async (t) => {
  const { url } = await testDatabase(t)
  const more = { ...migrations, '9999-once': table('once') }
  const ran = await Promise.all([migrate(url, more), migrate(url, more), migrate(url, more)])
  assert.deepEqual(ran.flat(), ['9999-once'])
})

test('a database that a newer program has migrated is refused and left as it is', async (t) => {
  const { database, url } = await testDatabase(t)
  await migrate(url, { ...migrations, '9998-newer': table('newer') })
  await assert.rejects(migrate(url, { ...migrations, '9999-ours': table('ours') }), {
    code: 'database-schema-newer',
    data: { migration: '9998-newer' },
  })
  assert.equal(await tableExists(database, 'ours'), false)
})

test('when one fails, those before it are undone as well, and it is named with the reason', async (t) => {
  const { database, url } = await testDatabase(t)
  await assert.rejects(migrate(url, { ...migrations, '9998-fine': table('fine'), '9999-broken': failing }), {
    code: 'database-migration-failed',
    data: { migration: '9999-broken', reason: 'division by zero' },
  })
  assert.equal(await tableExists(database, 'fine'), false)
  assert.deepEqual(await migrate(url), [])
})

test('a migration that comes before one that has run is refused: forward only', async (t) => {
  const { database, url } = await testDatabase(t)
  await assert.rejects(migrate(url, { ...migrations, '0000-late': table('late') }), { code: 'database-migration-failed' })
  assert.equal(await tableExists(database, 'late'), false)
})

test('a migration may take longer than a query of the store', async (t) => {
  const { url } = await testDatabase(t)
  let limit: unknown
  const patient: Migration = {
    up: async (database: Kysely<unknown>) => {
      limit = (await sql`show statement_timeout`.execute(database)).rows[0]
    },
  }
  await migrate(url, { ...migrations, '9999-patient': patient })
  assert.deepEqual(limit, { statement_timeout: '1h' })
})

test('no migration has a way back, and names sort as they are listed', () => {
  const names = Object.keys(migrations)
  assert.deepEqual(names, names.toSorted())
  assert.ok(names.every((name) => /^\d{4}-[a-z0-9-]+$/.test(name)))
  assert.ok(Object.values(migrations).every(({ down }) => down === undefined))
})
