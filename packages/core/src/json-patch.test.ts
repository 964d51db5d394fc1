import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyPatch, type PatchOperation } from './json-patch.ts'

function patched(document: unknown, ...patch: PatchOperation[]): unknown {
  const result = applyPatch(document, patch)
  return result.ok ? result.document : result.failure.reason
}

test('objects: add, replace, remove', () => {
  assert.deepEqual(patched({ a: 1 }, { op: 'add', path: '/b', value: 2 }), { a: 1, b: 2 })
  assert.deepEqual(patched({ a: 1 }, { op: 'replace', path: '/a', value: null }), { a: null })
  assert.deepEqual(patched({ a: 1 }, { op: 'remove', path: '/a' }), {})
})

test('lists: insert, append, remove', () => {
  assert.deepEqual(patched({ l: [1, 3] }, { op: 'add', path: '/l/1', value: 2 }), { l: [1, 2, 3] })
  assert.deepEqual(patched({ l: [1] }, { op: 'add', path: '/l/-', value: 2 }), { l: [1, 2] })
  assert.deepEqual(patched({ l: [1, 2] }, { op: 'remove', path: '/l/0' }), { l: [2] })
})

test('the whole document can be replaced', () => assert.deepEqual(patched({ a: 1 }, { op: 'replace', path: '', value: [] }), []))

test('what does not exist cannot be replaced, removed or filled', () => {
  assert.equal(patched({}, { op: 'replace', path: '/a', value: 1 }), '/a does not exist')
  assert.equal(patched({}, { op: 'remove', path: '/a' }), '/a does not exist')
  assert.equal(patched({}, { op: 'add', path: '/a/b', value: 1 }), '/a/b has no parent')
  assert.equal(patched({ l: [] }, { op: 'add', path: '/l/1', value: 1 }), '/l/1 is outside the list')
})

test('a failed operation leaves the document as it was', () => {
  const document = { a: 1 }
  const result = applyPatch(document, [
    { op: 'remove', path: '/a' },
    { op: 'test', path: '/b', value: 1 },
  ])
  assert.deepEqual(result, {
    ok: false,
    failure: { index: 1, operation: { op: 'test', path: '/b', value: 1 }, reason: '/b is not the expected value' },
  })
  assert.deepEqual(document, { a: 1 })
})

test('prototypes stay out of reach', () => {
  const result = patched({}, { op: 'add', path: '/__proto__', value: { polluted: true } })
  assert.equal(({} as { polluted?: boolean }).polluted, undefined)
  assert.ok(Object.hasOwn(result as object, '__proto__'))
})
