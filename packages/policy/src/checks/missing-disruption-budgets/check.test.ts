import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployment, failing, object } from '../harness.ts'
import { missingDisruptionBudgets } from './check.ts'

const inventory = { knownKinds: new Set(['policy/PodDisruptionBudget']) }

test('a single replica needs none, unless an autoscaler keeps more', () => {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'app' }
  const beside = [object('autoscaling/v2', 'HorizontalPodAutoscaler', { spec: { minReplicas: 2, scaleTargetRef } })]
  assert.deepEqual(failing(missingDisruptionBudgets, deployment(), { inventory }), [])
  assert.deepEqual(failing(missingDisruptionBudgets, deployment(), { inventory, beside }), ['/spec/replicas'])
})
