import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { loadBalancerSourceRanges } from './check.ts'

const service = (annotations: Record<string, string>) => object('v1', 'Service', { spec: { type: 'LoadBalancer' } }, { annotations })

test('ranges in an annotation count, unless one is everywhere', () => {
  const name = 'service.beta.kubernetes.io/azure-allowed-ip-ranges'
  assert.deepEqual(failing(loadBalancerSourceRanges, service({ [name]: '203.0.113.0/24, 2001:db8::/32' })), [])
  assert.deepEqual(failing(loadBalancerSourceRanges, service({ [name]: '203.0.113.0/24, ::/0' })), ['/spec/loadBalancerSourceRanges'])
  assert.deepEqual(failing(loadBalancerSourceRanges, service({ [name]: '' })), ['/spec/loadBalancerSourceRanges'])
})

test('an internal load balancer is for its network', () => {
  assert.deepEqual(failing(loadBalancerSourceRanges, service({ 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' })), [])
})
