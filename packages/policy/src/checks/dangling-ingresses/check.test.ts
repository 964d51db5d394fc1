import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object, outcomeOf } from '../harness.ts'
import { danglingIngresses } from './check.ts'

const service = object('v1', 'Service', { spec: { ports: [{ port: 80, name: 'http' }] } }, { name: 'shop' })

test('the versions before networking/v1 are read as well', () => {
  const old = (servicePort: string | number) =>
    object('extensions/v1beta1', 'Ingress', { spec: { backend: { serviceName: 'shop', servicePort } } })
  assert.deepEqual(failing(danglingIngresses, old('http'), { beside: [service] }), [])
  assert.deepEqual(failing(danglingIngresses, old(81), { beside: [service] }), ['/spec/backend/servicePort'])
})

test('a folder without Services says nothing', () => {
  const target = object('networking.k8s.io/v1', 'Ingress', { spec: { defaultBackend: { service: { name: 'shop' } } } })
  assert.equal(outcomeOf(danglingIngresses, target)?.reason, 'kind-not-known')
})

test('an ExternalName Service needs no ports', () => {
  const target = object('networking.k8s.io/v1', 'Ingress', {
    spec: { defaultBackend: { service: { name: 'bank', port: { number: 443 } } } },
  })
  const bank = object('v1', 'Service', { spec: { type: 'ExternalName', externalName: 'bank.example' } }, { name: 'bank' })
  assert.deepEqual(failing(danglingIngresses, target, { beside: [bank] }), [])
})
