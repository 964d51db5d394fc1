import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { scheduleFault } from './schedule-fault.ts'

for (const schedule of [
  '* * * * *',
  '*/5 0-6,18-23 1 jan-jun mon',
  '0 3 * * 0',
  '@daily',
  '@every 1h30m',
  '5/15 * * * *',
  '0 0 29 2 *',
  '0 0 31 2 mon',
  '0 0 ? * SUN',
])
  test(`${schedule} runs`, () => assert.equal(scheduleFault(schedule), undefined))

const faults: readonly [string, string][] = [
  ['', 'fields'],
  ['0 3 * *', 'fields'],
  ['0 0 3 * * *', 'fields'],
  ['TZ=Asia/Tokyo 0 3 * * *', 'time-zone'],
  ['60 * * * *', 'value'],
  ['* 24 * * *', 'value'],
  ['* * 0 * *', 'value'],
  ['* * * * 7', 'value'],
  ['* * * * monday', 'value'],
  ['*/0 * * * *', 'value'],
  ['5-1 * * * *', 'value'],
  ['1--2 * * * *', 'value'],
  ['@reboot', 'value'],
  ['0 0 31 2 *', 'never'],
  ['0 0 31 4,6,9,11 *', 'never'],
]
for (const [schedule, fault] of faults)
  test(`${schedule || 'nothing'} is refused: ${fault}`, () => assert.equal(scheduleFault(schedule), fault))

test('any text gets an answer', () => {
  fc.assert(fc.property(fc.string(), (text) => ['time-zone', 'fields', 'value', 'never', undefined].includes(scheduleFault(text))))
})
