import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { nodeModificationAccess } from './check.ts'

test('the status of nodes is for kubelets and device plugins', () => {
  const rules = [{ apiGroups: [''], resources: ['nodes/status'], verbs: ['patch'] }]
  assert.deepEqual(failing(nodeModificationAccess, object('rbac.authorization.k8s.io/v1', 'ClusterRole', { rules })), [])
})
