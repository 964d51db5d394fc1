import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultDatabaseFolder } from './default-folder.ts'

test('root has the place of services, a user their own', () => {
  assert.equal(defaultDatabaseFolder({ isRoot: true, home: '/root', dataHome: undefined }), '/var/lib/toride/database')
  assert.equal(defaultDatabaseFolder({ isRoot: false, home: '/home/a', dataHome: '' }), '/home/a/.local/share/toride/database')
  assert.equal(defaultDatabaseFolder({ isRoot: false, home: '/home/a', dataHome: '/data' }), '/data/toride/database')
})
