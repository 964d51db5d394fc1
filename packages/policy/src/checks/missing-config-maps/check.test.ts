import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object, outcomeOf, pod } from '../harness.ts'
import { missingConfigMaps } from './check.ts'

const target = pod({ containers: [{ env: [{ valueFrom: { configMapKeyRef: { name: 'cart', key: 'currency' } } }] }] })

test('what cannot be seen is not missing', () => {
  assert.equal(outcomeOf(missingConfigMaps, target)?.reason, 'kind-not-known')
  const elsewhere = object('v1', 'ConfigMap', {}, { name: 'cart', namespace: 'other' })
  assert.equal(outcomeOf(missingConfigMaps, target, { beside: [elsewhere] })?.reason, 'kind-not-known')
  assert.deepEqual(failing(missingConfigMaps, target, { beside: [object('v1', 'ConfigMap', {}, { name: 'cart' })] }), [])
})

test('binary entries are entries', () => {
  const beside = [object('v1', 'ConfigMap', { binaryData: { currency: 'SlBZ' } }, { name: 'cart' })]
  assert.deepEqual(failing(missingConfigMaps, target, { beside }), [])
})
