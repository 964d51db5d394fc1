import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { ephemeralContainerAccess } from './check.ts'

test('changing pods does not reach their subresource', () => {
  const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['patch'] }]
  assert.deepEqual(failing(ephemeralContainerAccess, object('rbac.authorization.k8s.io/v1', 'Role', { rules })), [])
})
