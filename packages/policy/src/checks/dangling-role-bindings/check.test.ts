import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object, outcomeOf } from '../harness.ts'
import { danglingRoleBindings } from './check.ts'

const binding = object('rbac.authorization.k8s.io/v1', 'RoleBinding', { roleRef: { kind: 'Role', name: 'reader' } })

test('without any role in sight there is nothing to say', () => {
  assert.equal(outcomeOf(danglingRoleBindings, binding)?.reason, 'kind-not-known')
})

test('a role of another namespace is another role', () => {
  const elsewhere = object('rbac.authorization.k8s.io/v1', 'Role', {}, { name: 'reader', namespace: 'other' })
  const inventory = { knownKinds: new Set(['rbac.authorization.k8s.io/Role']) }
  assert.deepEqual(failing(danglingRoleBindings, binding, { beside: [elsewhere], inventory }), ['/roleRef/name'])
})
