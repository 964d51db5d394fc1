import assert from 'node:assert/strict'
import { test } from 'node:test'
import { object, outcomeOf } from '../harness.ts'
import { defaultServiceAccountBindings } from './check.ts'

test('the account is named with its namespace', () => {
  const binding = object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {
    roleRef: { kind: 'ClusterRole', name: 'view' },
    subjects: [
      { kind: 'User', name: 'default' },
      { kind: 'ServiceAccount', name: 'default', namespace: 'shop' },
    ],
  })
  assert.deepEqual(outcomeOf(defaultServiceAccountBindings, binding)?.violations, [
    { pointer: '/subjects/1', message: 'default', data: { subject: 'ServiceAccount shop/default', role: 'view' } },
  ])
})
