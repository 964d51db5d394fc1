import assert from 'node:assert/strict'
import { test } from 'node:test'
import { object, outcomeOf } from '../harness.ts'
import { cronJobSchedules } from './check.ts'

const message = (schedule?: unknown) =>
  outcomeOf(cronJobSchedules, object('batch/v1', 'CronJob', { spec: { schedule } }))?.violations[0]?.message

test('says what is wrong, of missing and mistyped schedules as well', () => {
  assert.equal(message('0 0 30 2 *'), 'never')
  assert.equal(message('@fortnightly'), 'macro')
  assert.equal(message(), 'fields')
  assert.equal(message(5), 'fields')
  assert.equal(message('@daily'), undefined)
})
