import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { requestsWithinLimits } from './check.ts'

test('extended resources have their place, unreadable ones are passed over', () => {
  const resources = { requests: { 'example.com/gpu': 2, memory: 'lots' }, limits: { 'example.com/gpu': 1, memory: '1Gi' } }
  assert.deepEqual(failing(requestsWithinLimits, pod({ containers: [{ resources }] })), [
    '/spec/containers/0/resources/requests/example.com~1gpu',
  ])
})
