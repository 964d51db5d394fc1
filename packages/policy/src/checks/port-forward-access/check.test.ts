import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { portForwardAccess } from './check.ts'

test('every rule that grants it is named', () => {
  const rule = { apiGroups: [''], resources: ['pods/portforward'], verbs: ['*'] }
  const role = object('rbac.authorization.k8s.io/v1', 'Role', { rules: [rule, {}, rule] })
  assert.deepEqual(failing(portForwardAccess, role), ['/rules/0', '/rules/2'])
})
