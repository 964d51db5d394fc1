import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { pointerKeys, pointerOf, valueAt } from './json-pointer.ts'

test('the examples of RFC 6901 section 5', () => {
  const document = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'c%d': 2, 'e^f': 3, 'g|h': 4, 'i\\j': 5, 'k"l': 6, ' ': 7, 'm~n': 8 }
  const expected: [string, unknown][] = [
    ['', document],
    ['/foo', ['bar', 'baz']],
    ['/foo/0', 'bar'],
    ['/', 0],
    ['/a~1b', 1],
    ['/c%d', 2],
    ['/e^f', 3],
    ['/g|h', 4],
    ['/i\\j', 5],
    ['/k"l', 6],
    ['/ ', 7],
    ['/m~0n', 8],
  ]
  for (const [pointer, value] of expected) assert.deepEqual(valueAt(document, pointer), value, pointer)
})

test('any keys survive', () => {
  fc.assert(fc.property(fc.array(fc.string()), (keys) => assert.deepEqual(pointerKeys(pointerOf(...keys)), keys)))
})

test('inherited properties and list indices with leading zeros are nothing', () => {
  assert.equal(valueAt({}, '/constructor'), undefined)
  assert.equal(valueAt({ a: ['x'] }, '/a/00'), undefined)
  assert.equal(valueAt({ a: ['x'] }, '/a/length'), undefined)
})
