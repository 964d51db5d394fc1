import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '@toride/testing/test-database'
import { sql } from 'kysely'
import { checkHealth } from './check-health.ts'
import { openStore } from './open-store.ts'

test('a database that answers is healthy', async (t) => {
  const health = await checkHealth(await testDatabase(t))
  assert.equal(health.reachable, true)
  assert.equal(health.waitingQueries, 0)
})

test('a database that does not answer in time is not, and the queries that wait are counted', async (t) => {
  const { url } = await testDatabase(t)
  const store = await openStore({ url }, { maxConnections: 1 })
  t.after(store.close)
  const busy = assert.rejects(sql`select pg_sleep(60)`.execute(store.database), /canceling statement/)
  assert.deepEqual(await checkHealth(store, 20), { reachable: false, reason: 'no answer within 20 ms', waitingQueries: 1 })
  const other = await openStore({ url })
  t.after(other.close)
  await sql`select pg_cancel_backend(pid) from pg_stat_activity where query like 'select pg_sleep%' and datname = current_database()`.execute(
    other.database,
  )
  await busy
  assert.equal((await checkHealth(store)).reachable, true)
})
