import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { missingServiceAccounts } from './check.ts'

const inventory = { knownKinds: new Set(['/ServiceAccount']) }

test('the older field counts, default always exists', () => {
  assert.deepEqual(failing(missingServiceAccounts, pod({ serviceAccount: 'cart' }), { inventory }), ['/spec/serviceAccount'])
  assert.deepEqual(failing(missingServiceAccounts, pod({ serviceAccountName: 'default' }), { inventory }), [])
  assert.deepEqual(failing(missingServiceAccounts, pod(), { inventory }), [])
})
