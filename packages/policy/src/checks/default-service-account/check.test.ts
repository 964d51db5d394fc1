import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object, pod } from '../harness.ts'
import { defaultServiceAccount } from './check.ts'

const account = (automountServiceAccountToken: boolean, namespace = 'shop') =>
  object('v1', 'ServiceAccount', { automountServiceAccountToken }, { name: 'default', namespace })

test('an account of another namespace says nothing', () => {
  assert.deepEqual(failing(defaultServiceAccount, pod(), { beside: [account(false)] }), [])
  assert.equal(failing(defaultServiceAccount, pod(), { beside: [account(false, 'other')] }).length, 1)
})

test('the pod goes before the account', () => {
  const target = pod({ automountServiceAccountToken: true })
  assert.deepEqual(failing(defaultServiceAccount, target, { beside: [account(false)] }), ['/spec/serviceAccountName'])
})
