import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { limitRequestRatio } from './check.ts'

test('the ratio is exact and a parameter', () => {
  const target = pod({ containers: [{ resources: { requests: { cpu: '100m', memory: 1 }, limits: { cpu: '0.4', memory: 5 } } }] })
  assert.deepEqual(failing(limitRequestRatio, target), ['/spec/containers/0/resources/limits/memory'])
  assert.deepEqual(failing(limitRequestRatio, target, { parameters: { maximumRatio: 5 } }), [])
})
