import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fixed, object } from '../harness.ts'
import { unhealthyPodEviction } from './check.ts'

test('the fix replaces what was said otherwise', () => {
  const target = object('policy/v1', 'PodDisruptionBudget', { spec: { unhealthyPodEvictionPolicy: 'IfHealthyBudget' } })
  assert.deepEqual(fixed(unhealthyPodEviction, target).spec, { unhealthyPodEvictionPolicy: 'AlwaysAllow' })
})
