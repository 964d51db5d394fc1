import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { ingressTlsHosts } from './check.ts'

const ingress = (tls: object[], ...hosts: (string | undefined)[]) =>
  object('networking.k8s.io/v1', 'Ingress', { spec: { tls, rules: hosts.map((host) => (host === undefined ? {} : { host })) } })

test('an entry without hosts covers all; a rule without host needs such a one', () => {
  assert.deepEqual(failing(ingressTlsHosts, ingress([{ secretName: 'tls' }], 'a.example.com', undefined)), [])
  assert.deepEqual(failing(ingressTlsHosts, ingress([{ hosts: ['a.example.com'] }], 'A.example.com', undefined)), ['/spec/rules/1/host'])
})

test('an Ingress without TLS at all is for another check', () => {
  assert.deepEqual(failing(ingressTlsHosts, ingress([], 'a.example.com')), [])
})
