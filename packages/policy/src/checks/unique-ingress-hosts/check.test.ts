import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object, outcomeOf } from '../harness.ts'
import { uniqueIngressHosts } from './check.ts'

const ingress = (name: string, namespace: string, fields: { ingressClassName?: string; annotations?: object } = {}) => {
  const { annotations, ...spec } = fields
  const rules = [{ host: 'Shop.example.com', http: { paths: [{ path: '/', pathType: 'Prefix' }] } }]
  return object('networking.k8s.io/v1', 'Ingress', { spec: { ...spec, rules } }, { name, namespace, ...(annotations && { annotations }) })
}

test('another controller has its own hosts', () => {
  const beside = [ingress('other', 'guest', { ingressClassName: 'internal' })]
  assert.deepEqual(failing(uniqueIngressHosts, ingress('shop', 'shop', { ingressClassName: 'public' }), { beside }), [])
})

test('the same path within a namespace is a conflict, unless it is a canary', () => {
  assert.equal(
    outcomeOf(uniqueIngressHosts, ingress('shop', 'shop'), { beside: [ingress('copy', 'shop')] })?.violations[0]?.message,
    'same-path',
  )
  const canary = ingress('canary', 'shop', { annotations: { 'nginx.ingress.kubernetes.io/canary': 'true' } })
  assert.deepEqual(failing(uniqueIngressHosts, ingress('shop', 'shop'), { beside: [canary] }), [])
  assert.deepEqual(failing(uniqueIngressHosts, canary, { beside: [ingress('shop', 'shop')] }), [])
})
