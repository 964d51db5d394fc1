import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { serviceAccountTokenSecrets } from './check.ts'

test('a Secret without type is opaque', () => {
  assert.deepEqual(failing(serviceAccountTokenSecrets, object('v1', 'Secret')), [])
  assert.deepEqual(failing(serviceAccountTokenSecrets, object('v1', 'Secret', { type: 'kubernetes.io/service-account-token' })), ['/type'])
})
