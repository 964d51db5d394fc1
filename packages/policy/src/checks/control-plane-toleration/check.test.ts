import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployment, failing } from '../harness.ts'
import { controlPlaneToleration } from './check.ts'

const tolerations = [{ operator: 'Exists' }]

test('a DaemonSet may run everywhere', () => {
  assert.equal(failing(controlPlaneToleration, deployment({ tolerations })).length, 1)
  assert.deepEqual(failing(controlPlaneToleration, { ...deployment({ tolerations }), kind: 'DaemonSet' }), [])
})

test('not being evicted is not being placed', () => {
  assert.deepEqual(failing(controlPlaneToleration, deployment({ tolerations: [{ operator: 'Exists', effect: 'NoExecute' }] })), [])
})
