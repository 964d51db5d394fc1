import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, fixed, object } from '../harness.ts'
import { autoscalerMinimum } from './check.ts'

const autoscaler = (spec: object) => object('autoscaling/v2', 'HorizontalPodAutoscaler', { spec })

test('the fix needs room above it', () => {
  assert.deepEqual(fixed(autoscalerMinimum, autoscaler({ minReplicas: 1, maxReplicas: 4 })).spec, { minReplicas: 2, maxReplicas: 4 })
  assert.deepEqual(fixed(autoscalerMinimum, autoscaler({ maxReplicas: 2 })).spec, { maxReplicas: 2 })
})

test('the parameter says how many', () => {
  assert.deepEqual(failing(autoscalerMinimum, autoscaler({ minReplicas: 2 }), { parameters: { minimum: 3 } }), ['/spec/minReplicas'])
})
