import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { requestsEqualLimits } from './check.ts'

test('both resources count', () => {
  assert.deepEqual(failing(requestsEqualLimits, pod()), [
    '/spec/containers/0/resources/requests/cpu',
    '/spec/containers/0/resources/requests/memory',
  ])
})
