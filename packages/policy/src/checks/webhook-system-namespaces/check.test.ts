import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { webhookSystemNamespaces } from './check.ts'

const rules = [{ apiGroups: [''], resources: ['pods'], operations: ['CREATE'] }]
const look = (fields: object) =>
  failing(
    webhookSystemNamespaces,
    object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', { webhooks: [{ rules, ...fields }] }),
  )

test('what opts in, looks at few objects, or lets failures pass is harmless', () => {
  assert.deepEqual(look({}), ['/webhooks/0/namespaceSelector'])
  assert.deepEqual(look({ namespaceSelector: { matchLabels: { sidecars: 'enabled' } } }), [])
  assert.deepEqual(look({ objectSelector: { matchLabels: { sidecar: 'yes' } } }), [])
  assert.deepEqual(look({ matchConditions: [{ name: 'a', expression: 'true' }] }), [])
  assert.deepEqual(look({ failurePolicy: 'Ignore' }), [])
})

test('other resources do not keep pods from starting', () => {
  assert.deepEqual(look({ rules: [{ apiGroups: ['cert-manager.io'], resources: ['*'], operations: ['*'] }] }), [])
  assert.deepEqual(look({ rules: [{ apiGroups: [''], resources: ['pods'], operations: ['DELETE'] }] }), [])
})
