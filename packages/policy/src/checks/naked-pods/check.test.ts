import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { nakedPods } from './check.ts'

test('a controller outside of what is known, and the kubelet, are enough', () => {
  const ownerReferences = [{ apiVersion: 'example.com/v1', kind: 'Shop', name: 'a', controller: true }]
  assert.deepEqual(failing(nakedPods, pod({}, { ownerReferences })), [])
  assert.deepEqual(failing(nakedPods, pod({}, { annotations: { 'kubernetes.io/config.mirror': 'x' } })), [])
})
