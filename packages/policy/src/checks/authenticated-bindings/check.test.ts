import assert from 'node:assert/strict'
import { test } from 'node:test'
import { object, outcomeOf } from '../harness.ts'
import { authenticatedBindings } from './check.ts'

const binding = (subject: object, metadata = {}) =>
  object(
    'rbac.authorization.k8s.io/v1',
    'ClusterRoleBinding',
    { roleRef: { kind: 'ClusterRole', name: 'view' }, subjects: [subject] },
    metadata,
  )

test('all service accounts are a group of everybody; a user of that name is not', () => {
  assert.equal(
    outcomeOf(authenticatedBindings, binding({ kind: 'Group', name: 'system:serviceaccounts' }))?.violations[0]?.message,
    'service-accounts',
  )
  assert.equal(outcomeOf(authenticatedBindings, binding({ kind: 'User', name: 'system:authenticated' })), undefined)
})

test('what the control plane binds is left alone', () => {
  const metadata = { name: 'system:discovery', labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } }
  assert.equal(outcomeOf(authenticatedBindings, binding({ kind: 'Group', name: 'system:authenticated' }, metadata))?.reason, 'built-in')
})
