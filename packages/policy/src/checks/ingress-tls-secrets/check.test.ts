import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object, outcomeOf } from '../harness.ts'
import { ingressTlsSecrets } from './check.ts'

const ingress = (annotations = {}) =>
  object('networking.k8s.io/v1', 'Ingress', { spec: { tls: [{ secretName: 'shop-tls' }, {}] } }, { annotations })

test('a connector that may not see Secrets says nothing', () => {
  assert.equal(outcomeOf(ingressTlsSecrets, ingress(), { inventory: { knownKinds: new Set() } })?.reason, 'kind-not-known')
  assert.deepEqual(failing(ingressTlsSecrets, ingress(), { inventory: { knownKinds: new Set(['/Secret']) } }), ['/spec/tls/0/secretName'])
})

test('cert-manager makes it', () => {
  const inventory = { knownKinds: new Set(['/Secret']) }
  assert.deepEqual(failing(ingressTlsSecrets, ingress({ 'cert-manager.io/cluster-issuer': 'public' }), { inventory }), [])
})

test('a folder that has the passwords of an application may have its certificates elsewhere', () => {
  const secret = (type: string) => object('v1', 'Secret', { type }, { name: 'other' })
  assert.equal(outcomeOf(ingressTlsSecrets, ingress(), { beside: [secret('Opaque')] })?.reason, 'kind-not-known')
  assert.deepEqual(failing(ingressTlsSecrets, ingress(), { beside: [secret('kubernetes.io/tls')] }), ['/spec/tls/0/secretName'])
})
