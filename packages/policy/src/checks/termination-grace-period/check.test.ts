import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fixed, pod } from '../harness.ts'
import { terminationGracePeriod } from './check.ts'

test('the fix takes the default', () => {
  assert.deepEqual(fixed(terminationGracePeriod, pod({ containers: [], terminationGracePeriodSeconds: 0 })).spec, { containers: [] })
})
