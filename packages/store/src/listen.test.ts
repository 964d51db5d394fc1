import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '@toride/testing/test-database'
import { until } from '@toride/testing/until'
import fc from 'fast-check'
import { sql } from 'kysely'
import { listen, retryDelayMs } from './listen.ts'
import { notify } from './notify.ts'

test('what is said in a transaction is heard when it is committed, and not when it is undone', async (t) => {
  const { database, url } = await testDatabase(t)
  const heard: string[] = []
  const listener = await listen(url, ['findings', 'Odd "name"'], {
    onNotification: (channel, payload) => heard.push(`${channel}: ${payload}`),
  })
  t.after(listener.stop)
  await assert.rejects(
    database.transaction().execute(async (transaction) => {
      await notify(transaction, 'findings', 'undone')
      throw new Error('undo')
    }),
    /undo/,
  )
  await database.transaction().execute((transaction) => notify(transaction, 'findings', 'changed ✓'))
  await notify(database, 'unheard', 'nothing')
  await notify(database, 'Odd "name"', '')
  await until('both notifications', () => heard.length === 2)
  assert.deepEqual(heard, ['findings: changed ✓', 'Odd "name": '])
})

test('a listener that was cut off says so, comes back, says that, and hears again', async (t) => {
  const { database, url } = await testDatabase(t)
  const events: string[] = []
  const listener = await listen(url, ['findings'], {
    onNotification: (_channel, payload) => events.push(payload),
    onLost: () => events.push('lost'),
    onRestored: () => events.push('restored'),
  })
  t.after(listener.stop)
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'toride-listener' and datname = current_database()`.execute(
    database,
  )
  await until('the return', () => events.includes('restored'))
  await notify(database, 'findings', 'again')
  await until('a notification', () => events.includes('again'))
  assert.deepEqual(events, ['lost', 'restored', 'again'])
})

test('a stopped listener leaves no connection', async (t) => {
  const { database, url } = await testDatabase(t)
  const listener = await listen(url, ['findings'], { onNotification: () => {}, onLost: () => assert.fail('not lost') })
  await listener.stop()
  await until('no connection', async () => {
    const { rows } =
      await sql`select from pg_stat_activity where application_name = 'toride-listener' and datname = current_database()`.execute(database)
    return rows.length === 0
  })
})

test('an address without a server is seen at once', async () => {
  await assert.rejects(listen('postgresql://127.0.0.1:1/none', ['findings'], { onNotification: () => {} }), /ECONNREFUSED/)
})

test('a notification that PostgreSQL cannot carry is refused before it is sent', async (t) => {
  const { database } = await testDatabase(t)
  await notify(database, 'findings', 'é'.repeat(3999))
  await assert.rejects(notify(database, 'findings', 'é'.repeat(4000)), {
    code: 'database-notification-too-large',
    data: { bytes: 8000, limitBytes: 7999 },
  })
})

test('the pause before another try is never shorter than 50 ms and never longer than 10 s', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (failures, random) => {
      const pauseMs = retryDelayMs(failures, () => random)
      assert.ok(pauseMs >= 50 && pauseMs <= 10_000)
    }),
  )
})
