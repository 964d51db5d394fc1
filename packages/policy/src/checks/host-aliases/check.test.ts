import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outcomeOf, pod } from '../harness.ts'
import { hostAliases } from './check.ts'

test('it is off unless an assignment turns it on', () => {
  assert.equal(hostAliases.enabledByDefault, false)
  assert.equal(outcomeOf(hostAliases, pod({ hostAliases: [{ ip: '10.0.0.1' }] }))?.state, 'unhealthy')
})
