import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { testDatabase } from '@toride/testing/test-database'
import { sql } from 'kysely'
import { openStore } from './open-store.ts'
import { refuseOldServer } from './server-version.ts'

test('a setting is kept', async (t) => {
  const { database } = await testDatabase(t)
  await database
    .insertInto('settings')
    .values({ key: 'retention', value: JSON.stringify({ days: 30 }) })
    .execute()
  const { value, updated_at } = await database.selectFrom('settings').selectAll().executeTakeFirstOrThrow()
  assert.deepEqual(value, { days: 30 })
  assert.ok(updated_at instanceof Date)
})

test('a statement that takes too long is ended, and its connection is of use again', async (t) => {
  const { url } = await testDatabase(t)
  const store = await openStore({ url }, { maxConnections: 1, statementTimeoutMs: 50 })
  t.after(store.close)
  await assert.rejects(sql`select pg_sleep(60)`.execute(store.database), /statement timeout/)
  assert.deepEqual((await sql`select 1 as one`.execute(store.database)).rows, [{ one: 1 }])
})

test('a connection that the server cuts, idle or within a transaction, costs a query and nothing more', async (t) => {
  const store = await testDatabase(t)
  const cutAll = sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()`
  const other = await openStore({ url: store.url }, { maxConnections: 1 })
  t.after(other.close)
  await assert.rejects(
    other.database.transaction().execute(async (transaction) => {
      await sql`select 1`.execute(transaction)
      await cutAll.execute(store.database)
      await sql`select 1`.execute(transaction)
    }),
  )
  assert.deepEqual((await sql`select 1 as one`.execute(other.database)).rows, [{ one: 1 }])
})

test('a server that is not there, refuses, or has another protocol is an error that names it without the password', async (t) => {
  const stranger = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
  t.after(() => stranger.close())
  const address = stranger.address()
  const port = typeof address === 'object' ? address?.port : undefined
  for (const place of ['127.0.0.1:1', `127.0.0.1:${port}`]) {
    await assert.rejects(openStore({ url: `postgresql://me:secret@${place}/toride` }), (error: Error & { code?: string }) => {
      assert.equal(error.code, 'database-unreachable')
      assert.match(error.message, new RegExp(`^The database at postgresql://${place}/toride did not answer: .`))
      assert.doesNotMatch(error.message, /secret/)
      return true
    })
  }
})

test('a server older than PostgreSQL 15 is refused', () => {
  refuseOldServer(150_000, '15.0')
  refuseOldServer(180_004, '18.4')
  assert.throws(() => refuseOldServer(140_023, '14.23'), { message: 'The database server is PostgreSQL 14.23; at least 15 is needed' })
  assert.throws(() => refuseOldServer(Number.NaN, 'unknown'), { code: 'database-server-too-old' })
})
