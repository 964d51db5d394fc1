import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployment, failing, fixed, object } from '../harness.ts'
import { blockingDisruptionBudgets } from './check.ts'

const budget = (spec: object) =>
  object('policy/v1', 'PodDisruptionBudget', { spec: { selector: { matchLabels: { app: 'app' } }, ...spec } })
const look = (spec: object, replicas?: number) =>
  failing(blockingDisruptionBudgets, budget(spec), { beside: [deployment({}, replicas === undefined ? {} : { replicas })] })

test('percentages round up, so that half of one replica is the one', () => {
  assert.deepEqual(look({ minAvailable: '50%' }), ['/spec/minAvailable'])
  assert.deepEqual(look({ minAvailable: '50%' }, 2), [])
  assert.deepEqual(look({ minAvailable: '100%' }, 9), ['/spec/minAvailable'])
  assert.deepEqual(look({ maxUnavailable: '0%' }, 9), ['/spec/maxUnavailable'])
  assert.deepEqual(look({ maxUnavailable: '1%' }, 9), [])
})

test('nothing runs, or an autoscaler decides: nothing to say', () => {
  assert.deepEqual(look({ minAvailable: 1 }, 0), [])
  assert.deepEqual(failing(blockingDisruptionBudgets, budget({ minAvailable: 1 })), [])
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'app' }
  const beside = [deployment(), object('autoscaling/v2', 'HorizontalPodAutoscaler', { spec: { scaleTargetRef } })]
  assert.deepEqual(failing(blockingDisruptionBudgets, budget({ minAvailable: 1 }), { beside }), [])
})

test('the fix allows one pod to be missing', () => {
  const { spec } = fixed(blockingDisruptionBudgets, budget({ minAvailable: 1 }), { beside: [deployment()] })
  assert.deepEqual(spec, { selector: { matchLabels: { app: 'app' } }, maxUnavailable: 1 })
})
