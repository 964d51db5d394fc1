import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { memoryRequests } from './check.ts'

test('init containers count, ephemeral ones may not have requests', () => {
  const target = pod({ containers: [{ resources: { limits: { memory: '1Gi' } } }], initContainers: [{}], ephemeralContainers: [{}] })
  assert.deepEqual(failing(memoryRequests, target), ['/spec/initContainers/0/resources/requests/memory'])
})
