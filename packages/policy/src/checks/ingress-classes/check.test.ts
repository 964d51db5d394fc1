import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object, outcomeOf } from '../harness.ts'
import { ingressClasses } from './check.ts'

const ingress = (spec = {}, annotations = {}) => object('networking.k8s.io/v1', 'Ingress', { spec }, { annotations })

test('a class by annotation is between the Ingress and its controller', () => {
  const inventory = { knownKinds: new Set(['networking.k8s.io/IngressClass']) }
  assert.deepEqual(failing(ingressClasses, ingress({}, { 'kubernetes.io/ingress.class': 'nginx' }), { inventory }), [])
  assert.deepEqual(failing(ingressClasses, ingress(), { inventory }), ['/spec/ingressClassName'])
})

test('manifests without classes say nothing', () => {
  assert.equal(outcomeOf(ingressClasses, ingress({ ingressClassName: 'nginx' }))?.reason, 'kind-not-known')
})
