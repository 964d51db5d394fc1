import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { cronJobSchedule } from './check.ts'

test('no schedule is no schedule that works', () => {
  assert.deepEqual(failing(cronJobSchedule, object('batch/v1', 'CronJob', { spec: {} })), ['/spec/schedule'])
})
