import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { podExecAccess } from './check.ts'

const role = (rule: object) => object('rbac.authorization.k8s.io/v1', 'Role', { rules: [{ apiGroups: [''], ...rule }] })

test('a wildcard before the subresource counts', () => {
  assert.deepEqual(failing(podExecAccess, role({ resources: ['*/exec'], verbs: ['create'] })), ['/rules/0'])
})

test('get opens a shell as well, on pods alone it does not', () => {
  assert.deepEqual(failing(podExecAccess, role({ resources: ['pods/attach'], verbs: ['get'] })), ['/rules/0'])
  assert.deepEqual(failing(podExecAccess, role({ resources: ['pods'], verbs: ['get', 'create'] })), [])
})
