import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { cronJobConcurrency } from './check.ts'

test('Allow is the default', () => {
  for (const [concurrencyPolicy, count] of [
    ['Allow', 1],
    ['Replace', 0],
  ] as const)
    assert.equal(failing(cronJobConcurrency, object('batch/v1', 'CronJob', { spec: { concurrencyPolicy } })).length, count)
})
