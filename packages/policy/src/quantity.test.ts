import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { exactQuantity } from './quantity.ts'

const nano = 10n ** 9n

for (const [text, value] of [
  ['0', 0n],
  ['0.5', nano / 2n],
  ['500m', nano / 2n],
  ['1.5Gi', 1610612736n * nano],
  ['1e3', 1000n * nano],
  ['1E3', 1000n * nano],
  ['1E', 10n ** 18n * nano],
  ['1e-3', nano / 1000n],
  ['1e+2', 100n * nano],
  ['128974848', 128974848n * nano],
  ['129M', 129_000_000n * nano],
  ['1k', 1000n * nano],
  ['1Ki', 1024n * nano],
  ['100n', 100n],
  ['100u', 100_000n],
  ['.5', nano / 2n],
  ['5.', 5n * nano],
  ['+1', nano],
  ['-1.5', (-3n * nano) / 2n],
  ['007', 7n * nano],
] as const) {
  test(`${text} is a quantity`, () => assert.equal(exactQuantity(text), value))
}

for (const text of [
  '',
  '.',
  '+',
  '-',
  'm',
  '1.2.3',
  '1K',
  '1KI',
  '1ki',
  '1 Gi',
  ' 1',
  '1i',
  '1e',
  '1e1.5',
  '1mm',
  '0x10',
  '１',
  'Infinity',
  'NaN',
]) {
  test(`${JSON.stringify(text)} is no quantity`, () => assert.equal(exactQuantity(text), undefined))
}

test('numbers of YAML count as their text', () => {
  assert.equal(exactQuantity(0.5), nano / 2n)
  assert.equal(exactQuantity(1e21), exactQuantity('1e21'))
  assert.equal(exactQuantity(Number.NaN), undefined)
  assert.equal(exactQuantity(Number.POSITIVE_INFINITY), undefined)
})

test('what is finer than nano is rounded up, what is too large is bounded', () => {
  assert.equal(exactQuantity('0.1n'), 1n)
  assert.equal(exactQuantity('1e-999999999999'), 1n)
  assert.equal(exactQuantity('1.0000000001'), nano + 1n)
  assert.equal(exactQuantity('1e999999999999'), (2n ** 63n - 1n) * nano)
  assert.equal(exactQuantity('8Ei'), exactQuantity('9Ei'))
  assert.equal(exactQuantity('0e999999999999'), 0n)
  assert.equal(exactQuantity('1'.repeat(1000)), undefined)
})

test('any text gives a value or none, at once', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.eE+-numkMGTPEi') }), (text) => {
      const value = exactQuantity(text)
      assert.ok(value === undefined || typeof value === 'bigint')
    }),
    { numRuns: 2000 },
  )
})

const amount = fc.bigInt({ min: 0n, max: 10n ** 12n })

test('suffixes and exponents scale the number before them', () => {
  fc.assert(
    fc.property(
      amount,
      fc.constantFrom(['n', -9], ['u', -6], ['m', -3], ['', 0], ['k', 3], ['M', 6], ['G', 9]),
      (number, [suffix, exponent]) => {
        const value = exactQuantity(`${number}${suffix}`)
        assert.equal(value, exactQuantity(`${number}e${exponent}`))
        assert.equal(
          value,
          number * 10n ** BigInt(9 + Number(exponent)) > (2n ** 63n - 1n) * nano
            ? (2n ** 63n - 1n) * nano
            : number * 10n ** BigInt(9 + Number(exponent)),
        )
      },
    ),
  )
})

test('a fraction is the sum of its parts', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(999_999_999), (whole, fraction) => {
      assert.equal(exactQuantity(`${whole}.${String(fraction).padStart(9, '0')}`), BigInt(whole) * nano + BigInt(fraction))
    }),
  )
})

test('order is that of the numbers', () => {
  fc.assert(
    fc.property(amount, amount, (a, b) => {
      const left = exactQuantity(`${a}m`) ?? 0n
      const right = exactQuantity(`${b}m`) ?? 0n
      assert.equal(left < right, a < b)
      assert.equal(exactQuantity(`-${a}m`), -left)
    }),
  )
})
