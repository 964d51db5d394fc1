import assert from 'node:assert/strict'
import { test } from 'node:test'
import { object, outcomeOf, pod } from '../harness.ts'
import { danglingDisruptionBudgets } from './check.ts'

test('an absent selector selects nothing, an empty one everything', () => {
  const budget = (spec: object) => object('policy/v1', 'PodDisruptionBudget', { spec })
  assert.equal(outcomeOf(danglingDisruptionBudgets, budget({}), { beside: [pod()] })?.violations[0]?.message, 'absent')
  assert.equal(outcomeOf(danglingDisruptionBudgets, budget({ selector: {} }), { beside: [pod()] }), undefined)
  assert.equal(outcomeOf(danglingDisruptionBudgets, budget({ selector: {} }))?.reason, 'kind-not-known')
})
