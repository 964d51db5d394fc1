import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployment, failing, object } from '../harness.ts'
import { disruptionBudgetAutoscaler } from './check.ts'

const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'app' }
const autoscaler = (spec: object) => object('autoscaling/v2', 'HorizontalPodAutoscaler', { spec: { scaleTargetRef, ...spec } })
const budget = (minAvailable: string | number) =>
  object('policy/v1', 'PodDisruptionBudget', { spec: { minAvailable, selector: { matchLabels: { app: 'app' } } } })

test('an autoscaler that names no minimum keeps one', () => {
  assert.deepEqual(failing(disruptionBudgetAutoscaler, budget(1), { beside: [deployment(), autoscaler({})] }), ['/spec/minAvailable'])
  assert.deepEqual(failing(disruptionBudgetAutoscaler, budget('50%'), { beside: [deployment(), autoscaler({ minReplicas: 2 })] }), [])
})
