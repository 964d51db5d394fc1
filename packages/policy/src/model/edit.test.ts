import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyPatch } from '@toride/core/json-patch'
import fc from 'fast-check'
import { append, type Edit, editsToPatch, remove, set } from './edit.ts'

function edited(document: unknown, ...edits: Edit[]): unknown {
  const result = applyPatch(document, editsToPatch(document, edits))
  return result.ok ? result.document : result.failure.reason
}

test('set makes the parents that are missing, once', () => {
  assert.deepEqual(edited({}, set('/a/b', 1), set('/a/c', 2)), { a: { b: 1, c: 2 } })
})

test('null counts as missing', () => {
  assert.deepEqual(edited({ a: null }, set('/a/b', 1)), { a: { b: 1 } })
  assert.deepEqual(edited({ a: null }, append('/a', 1)), { a: [1] })
})

test('a parent that cannot hold the field is replaced', () => {
  assert.deepEqual(edited({ a: '' }, set('/a/b', 1)), { a: { b: 1 } })
  assert.deepEqual(edited({ a: [] }, set('/a/b', 1)), { a: { b: 1 } })
  assert.deepEqual(edited({ a: [{}] }, set('/a/0/b', 1)), { a: [{ b: 1 }] })
})

test('append makes the list or adds to it', () => {
  assert.deepEqual(edited({}, append('/drop', 'ALL'), append('/drop', 'X')), { drop: ['ALL', 'X'] })
  assert.deepEqual(edited({ drop: ['A'] }, append('/drop', 'B')), { drop: ['A', 'B'] })
})

test('removing what is absent does nothing', () => assert.deepEqual(editsToPatch({}, [remove('/a')]), []))

test('a value set twice is the last one', () => assert.deepEqual(edited({}, set('/a', 1), set('/a', 2)), { a: 2 }))

test('what is set is there, whatever was there before', () => {
  const key = fc.constantFrom('a', 'b', '~', '/')
  const document = fc.letrec((tie) => ({ node: fc.oneof({ maxDepth: 3 }, fc.constant(null), fc.dictionary(key, tie('node'))) })).node
  fc.assert(
    fc.property(fc.dictionary(key, document), fc.array(key, { minLength: 1, maxLength: 4 }), (root, keys) => {
      const pointer = keys.map((each) => `/${each.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
      const result = edited(root, set(pointer, 'set')) as Record<string, unknown>
      assert.equal(
        keys.reduce<unknown>((value, each) => (value as Record<string, unknown>)[each], result),
        'set',
      )
    }),
  )
})
