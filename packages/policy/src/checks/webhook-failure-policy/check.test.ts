import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { webhookFailurePolicy } from './check.ts'

test('mutating webhooks may be skipped: what they set is validated elsewhere', () => {
  const fields = { webhooks: [{ name: 'a' }, { name: 'b', failurePolicy: 'Ignore' }] }
  assert.deepEqual(failing(webhookFailurePolicy, object('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', fields)), [])
  assert.deepEqual(failing(webhookFailurePolicy, object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', fields)), [
    '/webhooks/1/failurePolicy',
  ])
})
