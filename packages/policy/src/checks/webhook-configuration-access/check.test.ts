import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { webhookConfigurationAccess } from './check.ts'

test('admission policies count like webhooks', () => {
  const rules = [{ apiGroups: ['admissionregistration.k8s.io'], resources: ['validatingadmissionpolicybindings'], verbs: ['delete'] }]
  assert.deepEqual(failing(webhookConfigurationAccess, object('rbac.authorization.k8s.io/v1', 'ClusterRole', { rules })), ['/rules/0'])
})
