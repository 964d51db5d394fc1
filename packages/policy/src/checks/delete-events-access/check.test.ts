import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { deleteEventsAccess } from './check.ts'

test('both groups of events count', () => {
  const rules = [{ apiGroups: ['events.k8s.io'], resources: ['events'], verbs: ['deletecollection'] }]
  assert.deepEqual(failing(deleteEventsAccess, object('rbac.authorization.k8s.io/v1', 'Role', { rules })), ['/rules/0'])
})
