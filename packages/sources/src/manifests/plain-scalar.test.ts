import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resolvePlainScalar } from './plain-scalar.ts'

/** What kubectl 1.32 makes of each. */
const kubectl: readonly (readonly [string, string | number | boolean | null])[] = [
  ['', null],
  ['~', null],
  ['null', null],
  ['nULL', 'nULL'],
  ['yes', true],
  ['y', true],
  ['On', true],
  ['off', false],
  ['N', false],
  ['truely', 'truely'],
  ['0', 0],
  ['-1', -1],
  ['+1', 1],
  ['0755', 493],
  ['0o17', 15],
  ['08', 8],
  ['0x1F', 31],
  ['0b11', 3],
  ['-0b11', -3],
  ['1_000', 1000],
  ['1e3', 1000],
  ['1.', 1],
  ['.5', 0.5],
  ['1.2.3', '1.2.3'],
  ['12:30:45', '12:30:45'],
  ['2001-01-01', '2001-01-01'],
  ['-', '-'],
  ['.', '.'],
  ['100m', '100m'],
  ['.inf', '.inf'],
  ['1e999', '1e999'],
]

for (const [text, value] of kubectl) test(`"${text}" is ${JSON.stringify(value)}`, () => assert.equal(resolvePlainScalar(text), value))
