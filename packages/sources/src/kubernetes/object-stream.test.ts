import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createLineSplitter, createListSplitter, MalformedStreamError, objectOf } from './object-stream.ts'

/** Feeds a text in pieces cut at the given places. */
function pieces(text: string, cuts: readonly number[]): Buffer[] {
  const bytes = Buffer.from(text)
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].toSorted((a, b) => a - b)
  return [0, ...places].map((from, index) => bytes.subarray(from, places[index] ?? bytes.length))
}

function readList(chunks: readonly Buffer[]): { readonly items: unknown[]; readonly rest: Readonly<Record<string, unknown>> } {
  const splitter = createListSplitter()
  return { items: chunks.flatMap((chunk) => splitter.push(chunk)), rest: splitter.end() }
}

const cuts = fc.array(fc.nat(), { maxLength: 12 })

test('a list comes out as it went in, wherever the network cuts it', () => {
  const object = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue())
  fc.assert(
    fc.property(fc.array(object), object, cuts, fc.constantFrom(undefined, 2), (items, metadata, places, indent) => {
      const list = { kind: 'PodList', metadata, items, after: [{ items: ['"]}'] }] }
      const read = readList(pieces(JSON.stringify(list, undefined, indent), places))
      assert.deepEqual(read.items, JSON.parse(JSON.stringify(items)))
      assert.deepEqual(read.rest, JSON.parse(JSON.stringify({ ...list, items: [] })))
    }),
  )
})

test('a list without items and one with null are empty', () => {
  assert.deepEqual(readList([Buffer.from('{"metadata":{"resourceVersion":"7"},"items":null}')]).items, [])
  assert.deepEqual(readList([Buffer.from('{"metadata":{"items":[{"a":1}]}}')]).items, [])
})

test('what is not a list fails instead of looking empty', () => {
  for (const text of [
    '',
    '{"items":[',
    '{"items":[{"a":1}',
    '[{"items":[]}]',
    '{"items":["a"]}',
    '{"items":[[]]}',
    '{"items":[1]}',
    '{"items":["{"]}',
    '}',
  ]) {
    assert.throws(() => readList([Buffer.from(text)]), MalformedStreamError, text)
  }
  assert.throws(() => readList([Buffer.from('{"\\u0069tems":[{"a":1}]}')]), MalformedStreamError)
  assert.throws(() => readList([Buffer.from('{"items":[{"a":x}]}')]), MalformedStreamError)
})

test('an object without an end is refused at its limit', () => {
  const splitter = createListSplitter()
  splitter.push(Buffer.from('{"items":[{"a":"'))
  const megabyte = Buffer.alloc(1024 * 1024, 'a')
  assert.throws(() => {
    for (let count = 0; count < 20; count++) splitter.push(megabyte)
  }, /more than 16777216 bytes/)
})

test('lines come out whole, wherever the network cuts them', () => {
  fc.assert(
    fc.property(fc.array(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue())), cuts, (events, places) => {
      const splitter = createLineSplitter()
      const text = events.map((event) => `${JSON.stringify(event)}\n`).join('')
      const read = pieces(text, places).flatMap((chunk) => splitter.push(chunk))
      assert.deepEqual(read, JSON.parse(JSON.stringify(events)))
    }),
  )
})

test('a line without an end is refused at its limit', () => {
  const splitter = createLineSplitter()
  const megabyte = Buffer.alloc(1024 * 1024, 'a')
  assert.throws(() => {
    for (let count = 0; count < 20; count++) splitter.push(megabyte)
  }, /more than 16777216 bytes/)
})

test('bookkeeping of the API server and of kubectl is dropped', () => {
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{"data":{"password":"c2VjcmV0"}}', team: 'shop' }
  const item = { metadata: { name: 'a', managedFields: [{ manager: 'kubectl' }], annotations }, spec: {} }
  const expected = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a', annotations: { team: 'shop' } }, spec: {} }
  assert.deepEqual(objectOf(item, 'v1', 'Secret'), expected)
})

test('what has no name is not an object', () => {
  for (const item of [null, 1, 'a', [], {}, { metadata: null }, { metadata: [] }, { metadata: { name: 1 } }]) {
    assert.equal(objectOf(item, 'v1', 'Pod'), undefined)
  }
})
