import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outcomeOf, pod } from '../harness.ts'
import { requiredAnnotations } from './check.ts'

test('without the parameter there is nothing to require yet', () => {
  assert.equal(outcomeOf(requiredAnnotations, pod())?.violations[0]?.message, 'parameter-not-set')
})

test('names that every object inherits are no annotations', () => {
  assert.equal(
    outcomeOf(requiredAnnotations, pod({}, { annotations: {} }), { parameters: { annotations: ['constructor'] } })?.violations.length,
    1,
  )
})
