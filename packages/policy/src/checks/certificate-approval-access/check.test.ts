import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { certificateApprovalAccess } from './check.ts'

test('the status is not the approval', () => {
  const rules = [{ apiGroups: ['certificates.k8s.io'], resources: ['certificatesigningrequests/status'], verbs: ['update'] }]
  assert.deepEqual(failing(certificateApprovalAccess, object('rbac.authorization.k8s.io/v1', 'ClusterRole', { rules })), [])
})
