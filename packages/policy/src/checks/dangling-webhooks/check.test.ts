import assert from 'node:assert/strict'
import { test } from 'node:test'
import { object, outcomeOf } from '../harness.ts'
import { danglingWebhooks } from './check.ts'

const configuration = (fields: object) =>
  object('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', {
    webhooks: [{ name: 'a', clientConfig: { service: { name: 'a', namespace: 'operators' } }, ...fields }],
  })

test('says what happens to the requests', () => {
  const inventory = { knownKinds: new Set(['/Service']) }
  assert.equal(outcomeOf(danglingWebhooks, configuration({}), { inventory })?.violations[0]?.message, 'default')
  assert.equal(outcomeOf(danglingWebhooks, configuration({ failurePolicy: 'Ignore' }), { inventory })?.violations[0]?.message, 'ignored')
  assert.equal(outcomeOf(danglingWebhooks, configuration({}))?.reason, 'kind-not-known')
})
