import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { wildcardRoles } from './check.ts'

test('each wildcard is named with its place', () => {
  const rules = [
    { apiGroups: ['*'], resources: ['*/scale'], verbs: ['get'] },
    { nonResourceURLs: ['*'], verbs: ['*'] },
  ]
  assert.deepEqual(failing(wildcardRoles, object('rbac.authorization.k8s.io/v1', 'ClusterRole', { rules })), [
    '/rules/0/resources',
    '/rules/0/apiGroups',
    '/rules/1/verbs',
  ])
})

test('rules of the wrong type are no rules', () => {
  assert.deepEqual(failing(wildcardRoles, object('rbac.authorization.k8s.io/v1', 'Role', { rules: 'all' })), [])
  assert.deepEqual(failing(wildcardRoles, object('rbac.authorization.k8s.io/v1', 'Role', { rules: [null, { verbs: '*' }] })), [])
})
