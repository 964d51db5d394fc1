import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { impersonationAccess } from './check.ts'

test('naming system:masters is no restriction', () => {
  const rules = [{ apiGroups: [''], resources: ['groups'], verbs: ['impersonate'], resourceNames: ['system:masters'] }]
  assert.deepEqual(failing(impersonationAccess, object('rbac.authorization.k8s.io/v1', 'ClusterRole', { rules })), ['/rules/0'])
})
