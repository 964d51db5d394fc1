import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, fixed, object } from '../harness.ts'
import { webhookTimeouts } from './check.ts'

const configuration = object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', {
  webhooks: [{ name: 'a' }, { name: 'b', timeoutSeconds: 11 }],
})

test('the default of the API is in order until the parameter is lower', () => {
  assert.deepEqual(failing(webhookTimeouts, configuration), ['/webhooks/1/timeoutSeconds'])
  assert.deepEqual(failing(webhookTimeouts, configuration, { parameters: { maximumSeconds: 5 } }), [
    '/webhooks/0/timeoutSeconds',
    '/webhooks/1/timeoutSeconds',
  ])
})

test('the fix takes the longest that is allowed', () => {
  assert.deepEqual(fixed(webhookTimeouts, configuration).webhooks, [{ name: 'a' }, { name: 'b', timeoutSeconds: 10 }])
})
