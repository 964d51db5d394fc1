import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { serviceAccountTokenAccess } from './check.ts'

test('creating service accounts is not creating their tokens', () => {
  const rules = [{ apiGroups: [''], resources: ['serviceaccounts'], verbs: ['create'] }]
  assert.deepEqual(failing(serviceAccountTokenAccess, object('rbac.authorization.k8s.io/v1', 'Role', { rules })), [])
})
