import assert from 'node:assert/strict'
import { test } from 'node:test'
import { storeLocation } from './store-location.ts'

const user = { environment: {}, isRoot: false, home: '/home/a' }

test('root has the place of services, a user their own', () => {
  assert.deepEqual(storeLocation({ ...user, isRoot: true }), { embedded: { folder: '/var/lib/toride/database' } })
  assert.deepEqual(storeLocation(user), { embedded: { folder: '/home/a/.local/share/toride/database' } })
  assert.deepEqual(storeLocation({ ...user, environment: { XDG_DATA_HOME: '/data' } }), { embedded: { folder: '/data/toride/database' } })
})

test('a named server goes before a named folder, and that before the usual one', () => {
  const environment = { DATABASE_URL: 'postgresql://db/toride', TORIDE_DATABASE_FOLDER: '/srv/toride' }
  assert.deepEqual(storeLocation({ ...user, environment }), { url: 'postgresql://db/toride' })
  assert.deepEqual(storeLocation({ ...user, environment: { ...environment, DATABASE_URL: '' } }), { embedded: { folder: '/srv/toride' } })
})
