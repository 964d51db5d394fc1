import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object, pod } from '../harness.ts'
import { overlappingDisruptionBudgets } from './check.ts'

test('an empty selector overlaps with every other of its namespace', () => {
  const budget = (name: string, selector: object, namespace = 'shop') =>
    object('policy/v1', 'PodDisruptionBudget', { spec: { selector } }, { name, namespace })
  const one = budget('one', { matchLabels: { app: 'cart' } })
  const target = pod({}, { labels: { app: 'cart' } })
  assert.deepEqual(failing(overlappingDisruptionBudgets, target, { beside: [one, budget('all', {}, 'other')] }), [])
  assert.deepEqual(failing(overlappingDisruptionBudgets, target, { beside: [one, budget('all', {})] }), ['/metadata/labels'])
})
