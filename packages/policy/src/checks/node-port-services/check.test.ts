import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { nodePortServices } from './check.ts'

test('a load balancer is not a node port, and a Service without spec is nothing', () => {
  assert.deepEqual(failing(nodePortServices, object('v1', 'Service', { spec: { type: 'LoadBalancer' } })), [])
  assert.deepEqual(failing(nodePortServices, object('v1', 'Service', { spec: null })), [])
})
