import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { cpuRequests } from './check.ts'

test('a request of the pod covers its containers', () => {
  assert.deepEqual(failing(cpuRequests, pod({ resources: { requests: { cpu: 1 } } })), [])
  assert.equal(failing(cpuRequests, pod()).length, 1)
})
