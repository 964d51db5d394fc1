import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { autoscalerRange } from './check.ts'

test('the minimum is one when not said', () => {
  assert.deepEqual(failing(autoscalerRange, object('autoscaling/v1', 'HorizontalPodAutoscaler', { spec: { maxReplicas: 1 } })), [
    '/spec/maxReplicas',
  ])
  assert.deepEqual(failing(autoscalerRange, object('autoscaling/v1', 'HorizontalPodAutoscaler', { spec: { maxReplicas: 2 } })), [])
})
