import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { impersonationAccess } from './check.ts'

test('naming system:masters is no restriction', () => {
  const rules = [{ apiGroups: [''], resources: ['groups'], verbs: ['impersonate'], resourceNames: ['system:masters'] }]
  assert.deepEqual(failing(impersonationAccess, object('rbac.authorization.k8s.io/v1', 'ClusterRole', { rules })), ['/rules/0'])
})

test('a Role lends the service accounts of its namespace, users and groups it does not', () => {
  const role = (resource: string) =>
    object('rbac.authorization.k8s.io/v1', 'Role', { rules: [{ apiGroups: [''], resources: [resource], verbs: ['impersonate'] }] })
  assert.deepEqual(failing(impersonationAccess, role('groups')), [])
  assert.deepEqual(failing(impersonationAccess, role('serviceaccounts')), ['/rules/0'])
})
