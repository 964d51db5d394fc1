import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object, outcomeOf } from '../harness.ts'
import { clusterAdminBindings } from './check.ts'

const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' }
const subjects = [
  { kind: 'Group', name: 'system:masters' },
  { kind: 'User', name: 'ann@example.com' },
]
const binding = (metadata = {}) => object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', { roleRef, subjects }, metadata)

test('each subject that is not allowed is named', () => {
  assert.deepEqual(failing(clusterAdminBindings, binding()), ['/subjects/1'])
  assert.deepEqual(failing(clusterAdminBindings, binding(), { parameters: { allowedSubjects: ['system:masters', 'ann@example.com'] } }), [])
})

test('a name that begins with system: hides nothing', () => {
  assert.deepEqual(failing(clusterAdminBindings, binding({ name: 'system:controller:backdoor' })), ['/subjects/1'])
  const labels = { 'kubernetes.io/bootstrapping': 'rbac-defaults' }
  assert.equal(outcomeOf(clusterAdminBindings, binding({ name: 'cluster-admin', labels }))?.reason, 'built-in')
})

test('within a namespace it is said so', () => {
  const target = object('rbac.authorization.k8s.io/v1', 'RoleBinding', { roleRef, subjects })
  assert.equal(outcomeOf(clusterAdminBindings, target)?.violations[0]?.message, 'namespace')
})
