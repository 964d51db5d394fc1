import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { wildcardIngressHosts } from './check.ts'

test('a default backend takes every host, in both spellings', () => {
  const spec = { defaultBackend: { service: { name: 'shop' } } }
  assert.deepEqual(failing(wildcardIngressHosts, object('networking.k8s.io/v1', 'Ingress', { spec })), ['/spec/defaultBackend'])
  const old = { backend: { serviceName: 'shop', servicePort: 80 } }
  assert.deepEqual(failing(wildcardIngressHosts, object('extensions/v1beta1', 'Ingress', { spec: old })), ['/spec/backend'])
})
