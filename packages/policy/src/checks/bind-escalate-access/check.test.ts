import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { bindEscalateAccess } from './check.ts'

test('naming cluster-admin is no restriction', () => {
  const rules = [{ apiGroups: ['*'], resources: ['clusterroles'], verbs: ['bind'], resourceNames: ['view', 'cluster-admin'] }]
  assert.deepEqual(failing(bindEscalateAccess, object('rbac.authorization.k8s.io/v1', 'ClusterRole', { rules })), ['/rules/0'])
})
