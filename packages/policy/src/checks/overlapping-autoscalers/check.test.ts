import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { overlappingAutoscalers } from './check.ts'

test('the same name in another namespace is another workload', () => {
  const autoscaler = (name: string, namespace: string) =>
    object(
      'autoscaling/v2',
      'HorizontalPodAutoscaler',
      { spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'cart' } } },
      { name, namespace },
    )
  assert.deepEqual(failing(overlappingAutoscalers, autoscaler('a', 'shop'), { beside: [autoscaler('b', 'other')] }), [])
  assert.deepEqual(failing(overlappingAutoscalers, autoscaler('a', 'shop'), { beside: [autoscaler('b', 'shop')] }), [
    '/spec/scaleTargetRef',
  ])
})
