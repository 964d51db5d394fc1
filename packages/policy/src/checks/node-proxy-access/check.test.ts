import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { nodeProxyAccess } from './check.ts'

test('one named node is bad enough', () => {
  const rules = [{ apiGroups: [''], resources: ['nodes/proxy'], resourceNames: ['node-1'], verbs: ['get'] }]
  assert.deepEqual(failing(nodeProxyAccess, object('rbac.authorization.k8s.io/v1', 'ClusterRole', { rules })), ['/rules/0'])
})

test('a Role reaches no node, whatever it says', () => {
  const rules = [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }]
  assert.deepEqual(failing(nodeProxyAccess, object('rbac.authorization.k8s.io/v1', 'Role', { rules })), [])
})
