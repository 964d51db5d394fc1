import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '@toride/testing/test-database'
import { sql } from 'kysely'
import { addressWithoutPassword, connectionOptions } from './connection-options.ts'

const limits = { name: 'test', statementTimeoutMs: 1000 }

test('an address that is none is refused with the reason, and never repeated, since it may hold a password', () => {
  const reasons = ['secret', 'mysql://user:secret@host/name', 'postgresql:///secret'].map((url) => {
    try {
      connectionOptions(url, limits)
      return 'accepted'
    } catch (error) {
      return error instanceof Error ? error.message : ''
    }
  })
  assert.deepEqual(reasons, [
    'The address of the database cannot be used: it is not a URL',
    'The address of the database cannot be used: it begins with mysql:// instead of postgresql://',
    'The address of the database cannot be used: it names no host',
  ])
})

test('for messages an address loses user, password and options', () => {
  assert.equal(
    addressWithoutPassword('postgresql://me:secret@db.example:6432/toride?sslmode=require'),
    'postgresql://db.example:6432/toride',
  )
  assert.equal(addressWithoutPassword('postgresql://me@%2Frun%2Ftoride:5432/toride'), 'postgresql:///run/toride:5432/toride')
})

test('values arrive as what they are', async (t) => {
  const { database } = await testDatabase(t)
  const { rows } =
    await sql`select count(*) as count, date '2026-03-29' as day, timestamptz '2026-03-29T01:00:00Z' as time, '{"a":1}'::jsonb as json`.execute(
      database,
    )
  assert.deepEqual(rows, [{ count: 1, day: '2026-03-29', time: new Date('2026-03-29T01:00:00Z'), json: { a: 1 } }])
  await assert.rejects(sql`select 9007199254740993 as large`.execute(database), RangeError)
})
