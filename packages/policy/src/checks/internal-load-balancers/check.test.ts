import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { internalLoadBalancers } from './check.ts'

const service = (annotations: Record<string, string>) => object('v1', 'Service', { spec: { type: 'LoadBalancer' } }, { annotations })

test('the value of the annotation counts', () => {
  assert.deepEqual(failing(internalLoadBalancers, service({ 'service.beta.kubernetes.io/azure-load-balancer-internal': 'false' })), [
    '/spec/type',
  ])
  assert.deepEqual(failing(internalLoadBalancers, service({ 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal' })), [])
})

test('the parameter replaces the list', () => {
  const parameters = { annotations: ['example.com/inside=yes'] }
  assert.deepEqual(failing(internalLoadBalancers, service({ 'example.com/inside': 'yes' }), { parameters }), [])
})
