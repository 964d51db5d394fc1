import assert from 'node:assert/strict'
import { test } from 'node:test'
import { podsMeant } from './disruption-budgets.ts'

test('percentages round up, counts stay, anything else is nothing', () => {
  assert.equal(podsMeant('50%', 3), 2)
  assert.equal(podsMeant('0%', 3), 0)
  assert.equal(podsMeant('100%', 3), 3)
  assert.equal(podsMeant(2, 3), 2)
  assert.equal(podsMeant('2', 3), 2)
  for (const value of ['', 'half', '-1', '1.5', '50 %', '1000%']) assert.equal(podsMeant(value, 3), undefined)
})
