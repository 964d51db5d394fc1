import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { firstOf, parseSearch, stringifySearch, valuesOf } from './search-params.ts'

test('a key that stands twice is a list', () => {
  assert.deepEqual(parseSearch('?severity=high&severity=medium&q=nginx'), { severity: ['high', 'medium'], q: 'nginx' })
})

test('empty values do not stand in the address', () => {
  assert.equal(stringifySearch({ q: '', severity: undefined, state: [] }), '')
  assert.deepEqual(parseSearch('?q='), {})
})

test('what is written is read back', () => {
  const value = fc.string({ minLength: 1 })
  const search = fc.dictionary(fc.string({ minLength: 1 }), fc.oneof(value, fc.array(value, { minLength: 2, maxLength: 4 })))
  fc.assert(
    fc.property(search, (given) => {
      const read = parseSearch(stringifySearch(given))
      assert.deepEqual(Object.entries(read), Object.entries(given))
    }),
  )
})

test('values are read as a list or as the first', () => {
  assert.deepEqual(valuesOf('a'), ['a'])
  assert.deepEqual(valuesOf(undefined), [])
  assert.equal(firstOf(['a', 'b']), 'a')
})
