import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outcomeOf, pod } from '../harness.ts'
import { dnsConfigOptions } from './check.ts'

test('all that is missing is named at once', () => {
  const outcome = outcomeOf(dnsConfigOptions, pod(), { parameters: { options: ['ndots', 'timeout'] } })
  assert.deepEqual(
    outcome?.violations.map(({ data }) => data),
    [{ options: 'ndots, timeout' }],
  )
})
