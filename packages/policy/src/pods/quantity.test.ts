import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseQuantity } from './quantity.ts'

const cases: readonly [string | number, number | undefined][] = [
  ['250m', 0.25],
  ['300m', 0.3],
  ['0.5', 0.5],
  ['.5', 0.5],
  ['1.', 1],
  [2, 2],
  ['1.5Gi', 1610612736],
  ['128974848', 128974848],
  ['129e6', 129e6],
  ['1E3', 1000],
  ['1E', 1e18],
  ['2Ei', 2 * 2 ** 60],
  ['+1k', 1000],
  ['-1', -1],
  ['', undefined],
  ['Mi', undefined],
  ['1KB', undefined],
  ['1 Gi', undefined],
  ['1K', undefined],
  [`${'9'.repeat(70)}`, undefined],
  [Number.NaN, undefined],
]

for (const [quantity, value] of cases) {
  test(`${JSON.stringify(quantity).slice(0, 30)} is ${value}`, () => assert.equal(parseQuantity(quantity), value))
}

test('any text yields a number or nothing', () => {
  fc.assert(fc.property(fc.string(), (text) => !Number.isNaN(parseQuantity(text) ?? 0)))
})
