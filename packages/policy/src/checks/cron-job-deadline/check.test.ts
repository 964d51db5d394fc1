import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { cronJobDeadline } from './check.ts'

test('ten seconds are enough', () => {
  const withDeadline = (startingDeadlineSeconds: number) => object('batch/v1', 'CronJob', { spec: { startingDeadlineSeconds } })
  assert.deepEqual(failing(cronJobDeadline, withDeadline(10)), [])
  assert.equal(failing(cronJobDeadline, withDeadline(9)).length, 1)
})
