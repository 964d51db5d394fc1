import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, outcomeOf, pod } from '../harness.ts'
import { hostUsers } from './check.ts'

test('the default shares, where the cluster could do otherwise', () => {
  assert.deepEqual(failing(hostUsers, pod()), ['/spec/hostUsers'])
  assert.equal(outcomeOf(hostUsers, pod(), { targetMinor: 32 })?.reason, 'not-in-version')
})
