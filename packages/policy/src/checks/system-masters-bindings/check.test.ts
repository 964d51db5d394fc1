import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { systemMastersBindings } from './check.ts'

test('a user of that name is just a user', () => {
  const binding = object('rbac.authorization.k8s.io/v1', 'RoleBinding', {
    roleRef: { kind: 'Role', name: 'reader' },
    subjects: [
      { kind: 'User', name: 'system:masters' },
      { kind: 'Group', name: 'system:masters' },
    ],
  })
  assert.deepEqual(failing(systemMastersBindings, binding), ['/subjects/1'])
})
