import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { faultOfSchedule } from './cron-schedule.ts'

const good = [
  '* * * * *',
  '*/5 0-6,22 1 JAN-mar ?',
  '0 0 29 2 *',
  '@hourly',
  '@every 1h30m',
  ' 1  2\t3 4 5 ',
  '5/10 * * * *',
  '0 0 31 2 MON',
  '0 0 31 2 */2',
  '+1 * * * *',
]
for (const schedule of good) test(`${schedule} is a schedule`, () => assert.equal(faultOfSchedule(schedule), undefined))

const bad: readonly [string, string, string][] = [
  ['', 'fields', ''],
  ['* * * *', 'fields', '* * * *'],
  ['0 * * * * *', 'fields', '0 * * * * *'],
  ['60 * * * *', 'range', '60'],
  ['0 24 * * *', 'range', '24'],
  ['0 0 0 * *', 'range', '0'],
  ['0 0 * * 7', 'range', '7'],
  ['30-10 * * * *', 'range', '30-10'],
  ['*/0 * * * *', 'range', '*/0'],
  ['1/2/3 * * * *', 'value', '1/2/3'],
  ['1-2-3 * * * *', 'value', '1-2-3'],
  ['a * * * *', 'value', 'a'],
  ['1.5 * * * *', 'value', '1.5'],
  ['@often', 'macro', '@often'],
  ['@every soon', 'macro', '@every soon'],
  ['TZ=Asia/Tokyo 0 0 * * *', 'time-zone', 'TZ=Asia/Tokyo 0 0 * * *'],
  ['0 0 31 2,4 *', 'never', '0 0 31 2,4 *'],
  ['0 0 30 FEB ?', 'never', '0 0 30 FEB ?'],
]
for (const [schedule, fault, part] of bad)
  test(`${JSON.stringify(schedule)} is not`, () => assert.deepEqual(faultOfSchedule(schedule), { fault, part }))

test('any text is read in bounded time', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('*', '/', '-', ',', '1', '9', ' ', '@', '?') }), (text) => void faultOfSchedule(text)),
  )
  assert.equal(faultOfSchedule(`${'1-59,'.repeat(100_000)} * * * *`), undefined)
})
