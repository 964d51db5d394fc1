import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { anonymousBindings } from './check.ts'

test('the group counts like the user, in any namespace', () => {
  const binding = object('rbac.authorization.k8s.io/v1', 'RoleBinding', {
    roleRef: { kind: 'Role', name: 'reader' },
    subjects: [
      { kind: 'Group', name: 'system:authenticated' },
      { kind: 'Group', name: 'system:unauthenticated' },
    ],
  })
  assert.deepEqual(failing(anonymousBindings, binding), ['/subjects/1'])
})
