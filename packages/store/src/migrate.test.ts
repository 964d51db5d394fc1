import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '@toride/testing/test-database'
import { migrate } from './migrate.ts'

test('a database that is up to date is left as it is', async (t) => {
  const { database } = await testDatabase(t)
  assert.deepEqual(await migrate(database), [])
})
