import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { applyPatch, type PatchOperation } from '@toride/core/json-patch'
import { pointerOf, valueAt } from '@toride/core/json-pointer'
import type { Json } from '@toride/core/kubernetes-object'
import fc from 'fast-check'
import { dump } from 'js-yaml'
import { editDocumentText } from './edit-document-text.ts'
import { parseManifest } from './parse-manifest.ts'

function edit(text: string, ...patch: PatchOperation[]): string {
  const edited = editDocumentText(text, 0, '', patch)
  return edited.ok ? edited.text : `refused: ${edited.reason}`
}

function add(path: string, value: Json): PatchOperation {
  return { op: 'add', path, value }
}

function replace(path: string, value: Json): PatchOperation {
  return { op: 'replace', path, value }
}

function remove(path: string): PatchOperation {
  return { op: 'remove', path }
}

const pod = `# a pod
spec:
    hostPID: true   # why?
    containers:
      # the app
      - name: "app"   # its name
        image: 'app:1'
        args: [a, "b"]
        env: []

      # the proxy
      - name: proxy
        securityContext: {}
# end
`

describe('block style', () => {
  test('a scalar keeps its quotes and the comment behind it', () => {
    assert.equal(edit(pod, replace('/spec/hostPID', false)), pod.replace('true   #', 'false   #'))
    assert.equal(edit(pod, replace('/spec/containers/0/name', 'web')), pod.replace('"app"', '"web"'))
    assert.equal(edit(pod, replace('/spec/containers/0/image', "it's")), pod.replace("'app:1'", "'it''s'"))
  })

  test('a field goes below the last one, in the indentation of the document', () => {
    const value = { capabilities: { drop: ['ALL'] }, runAsUser: 1000 }
    assert.equal(
      edit(pod, add('/spec/containers/0/securityContext', value)),
      pod.replace(
        'env: []\n',
        'env: []\n        securityContext:\n            capabilities:\n                drop:\n                  - ALL\n            runAsUser: 1000\n',
      ),
    )
  })

  test('what a patch adds step by step is written in one go', () => {
    assert.equal(
      edit(pod, add('/spec/securityContext', {}), add('/spec/securityContext/runAsNonRoot', true)),
      pod.replace('{}\n', '{}\n    securityContext:\n        runAsNonRoot: true\n'),
    )
  })

  test('an empty collection is opened', () => {
    assert.equal(
      edit(pod, add('/spec/containers/1/securityContext/privileged', false)),
      pod.replace('securityContext: {}', 'securityContext:\n            privileged: false'),
    )
    assert.equal(
      edit(pod, add('/spec/containers/0/env/-', { name: 'A', value: 'yes' })),
      pod.replace('env: []', 'env:\n          - name: A\n            value: "yes"'),
    )
    assert.equal(edit('a:\nb: 1\n', replace('/a', { c: null })), 'a:\n  c: null\nb: 1\n')
    assert.equal(edit('a: # todo\n  - 1\nb: 1\n', replace('/a', 'x')), 'a: x # todo\nb: 1\n')
  })

  test('items are added at the end and in between', () => {
    assert.equal(edit('a:\n- 1 # one\n- 2\nb: 1', add('/a/-', 3)), 'a:\n- 1 # one\n- 2\n- 3\nb: 1')
    assert.equal(edit('a:\n- 1\n- 2\n', add('/a/1', { x: [1] })), 'a:\n- 1\n- x:\n  - 1\n- 2\n')
    assert.equal(edit('a:\n  - 1', add('/a/-', 'no')), 'a:\n  - 1\n  - "no"')
  })

  test('a removed field takes its line with it, and its own comment alone', () => {
    assert.equal(edit(pod, remove('/spec/hostPID')), pod.replace('    hostPID: true   # why?\n', ''))
    assert.equal(edit(pod, remove('/spec/containers/0/name')), pod.replace('name: "app"   # its name\n        ', ''))
    assert.equal(edit(pod, remove('/spec/containers/1/name')), pod.replace('name: proxy\n        ', ''))
    assert.equal(edit('a:\n  b: 1\nc: 2\n', remove('/a/b')), 'a: {}\nc: 2\n')
    assert.equal(edit('a:\n- 1\n- 2', remove('/a/1')), 'a:\n- 1')
    assert.equal(edit('a:\n- b: 1\n', remove('/a/0')), 'a: []\n')
  })

  test('block scalars end where their text ends', () => {
    const text = 'a:\n  b: |\n    x\n\n    y\n\n  # c\nd: >+\n  z\n\ne: 1\n'
    assert.equal(edit(text, add('/a/f', 1)), text.replace('y\n', 'y\n  f: 1\n'))
    assert.equal(edit(text, replace('/a/b', 'q')), text.replace('b: |\n    x\n\n    y', 'b: q'))
    assert.equal(edit(text, remove('/d')), text.replace('d: >+\n  z\n\n', ''))
  })

  test('line ends are kept', () => {
    assert.equal(edit('a:\r\n  b: 1\r\n', add('/a/c', { d: [1] })), 'a:\r\n  b: 1\r\n  c:\r\n    d:\r\n    - 1\r\n')
  })
})

describe('flow style', () => {
  test('on one line', () => {
    assert.equal(edit('a: {b: 1} # c\n', add('/a/d', ['x', { z: null }])), 'a: {b: 1, d: [x, {z: null}]} # c\n')
    assert.equal(edit('a: [1, 2, 3]', remove('/a/1'), remove('/a/1'), remove('/a/0')), 'a: []')
    assert.equal(edit('a: {b: {}, c: [1]}', replace('/a/b', { x: 1 }), add('/a/c/-', 2)), 'a: {b: {x: 1}, c: [1, 2]}')
  })

  test('JSON keeps its layout', () => {
    const json = '{\n  "a": {\n    "b": [],\n    "c": "x"\n  }\n}\n'
    assert.equal(
      edit(json, add('/a/d', { e: [1] }), replace('/a/c', false), add('/a/b/-', 'ALL')),
      '{\n  "a": {\n    "b": [\n      "ALL"\n    ],\n    "c": false,\n    "d": {\n      "e": [\n        1\n      ]\n    }\n  }\n}\n',
    )
    assert.equal(edit('{"a":{"b":1}}', add('/a/c', 'x')), '{"a":{"b":1, "c": "x"}}')
  })
})

describe('refused', () => {
  test('what is behind an alias, merged in, or used elsewhere', () => {
    assert.match(edit('a: &x {b: 1}\nc: *x', replace('/c/b', 2)), /^refused/)
    assert.match(edit('a: &x {b: 1}\nc: *x', replace('/a/b', 2)), /^refused/)
    assert.match(edit('a: &x {b: 1}\nc:\n  <<: *x', remove('/c/b')), /^refused/)
  })

  test('what is broken or does not fit', () => {
    assert.match(edit('a: [', add('/b', 1)), /^refused/)
    assert.match(edit('a: 1', replace('/b/c', 1)), /^refused/)
    assert.match(edit('a: 1', { op: 'test', path: '/a', value: 2 }), /^refused/)
    assert.equal(editDocumentText('a: 1', 3, '', []).ok, false)
  })
})

test('a comment stays with what it stands behind', () => {
  assert.equal(edit('a:   # empty\nb: 1\n', replace('/a', { c: [1] })), 'a:   # empty\n  c:\n  - 1\nb: 1\n')
  assert.equal(edit('a: {} # empty\nb: 1\n', replace('/a', { c: 1 })), 'a: # empty\n  c: 1\nb: 1\n')
  assert.equal(
    edit('a:\n- b: 1\n  # of the item\n# of the list\n', add('/a/0/c', 2)),
    'a:\n- b: 1\n  c: 2\n  # of the item\n# of the list\n',
  )
  assert.equal(
    edit('a:\n  b:\n    c: 1\n    # of b\n  # of a\nd: 1\n', add('/a/e', 2)),
    'a:\n  b:\n    c: 1\n    # of b\n  e: 2\n  # of a\nd: 1\n',
  )
  assert.equal(edit('a:\n- 1\n# end', add('/b', 2)), 'a:\n- 1\nb: 2\n# end')
  assert.equal(edit('a:\n- 1\n  # end', add('/b', 2)), 'a:\n- 1\n  # end\nb: 2')
})

test('a merge gives way to a field', () => {
  assert.equal(edit('a: &x {b: 1}\nc:\n  <<: *x\n', replace('/c/b', 2)), 'a: &x {b: 1}\nc:\n  <<: *x\n  b: 2\n')
})

test('documents of one piece do not touch each other', () => {
  const edited = editDocumentText('a: 1\n...\nb:\n  c: 1\n', 1, '/b', [add('/d', 2)])
  assert.deepEqual(edited, { ok: true, text: 'a: 1\n...\nb:\n  c: 1\n  d: 2\n', companions: [] })
})

/** Keys and values as manifests have them, with what YAML reads as something else among them. */
const word = fc.constantFrom(
  'a',
  'b',
  'name',
  'on',
  'null',
  'x y',
  '1',
  '0755',
  '#c',
  '- d',
  'k: v',
  '',
  "it's",
  'a\nb',
  'é',
  '*',
  '~',
  'C:\\x',
)
/** JSON has no -0. */
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)
const scalar = fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null), number)
const { value: anyValue } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, scalar, fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(word, tie('value'), { maxKeys: 3 })),
}))
const document = fc.dictionary(word, anyValue, { minKeys: 1, maxKeys: 4 })
const writers: readonly ((value: unknown) => string)[] = [
  (value) => dump(value),
  (value) => dump(value, { seqNoIndent: true, indent: 4 }),
  (value) => dump(value, { flowLevel: 1 }),
  (value) => dump(value, { flowLevel: 2, quoteStyle: 'double', forceQuotes: true }),
  (value) => dump(value).replaceAll('\n', '\r\n'),
  (value) => `# first\n---\n${dump(value).replace(/\n/g, (end, at) => (at % 3 === 0 ? ' # note\n' : end))}`,
  (value) => JSON.stringify(value, undefined, 2),
  (value) => JSON.stringify(value),
]

test('an edit means exactly what the patch says, or is refused, whatever the document looks like', () => {
  let edits = 0
  let refusals = 0
  fc.assert(
    fc.property(document, fc.constantFrom(...writers), anyValue, word, fc.nat(), fc.nat(2), (value, write, added, key, choice, kind) => {
      const text = write(value)
      const parsed = parseManifest('', text)
      fc.pre(parsed.problems.length === 0 && parsed.documents.length === 1)
      const current = parsed.documents[0]?.value as Json
      const places = pointersOf(current)
      const at = places[choice % places.length] as string
      const there = valueAt(current, at)
      const operation: PatchOperation =
        kind === 0 || at === ''
          ? add(Array.isArray(there) ? `${at}/-` : isMapping(there) ? at + pointerOf(key) : at === '' ? pointerOf(key) : at, added)
          : kind === 1
            ? replace(at, added)
            : remove(at)
      const wanted = applyPatch(current, [operation])
      const edited = editDocumentText(text, 0, '', [operation])
      if (!edited.ok) {
        refusals += 1
        return
      }
      edits += 1
      assert.ok(wanted.ok)
      assert.deepEqual(parseManifest('', edited.text).documents[0]?.value, wanted.document)
    }),
    { numRuns: 2000 },
  )
  assert.ok(refusals < edits / 10, `${refusals} refused, ${edits} made`)
})

function pointersOf(value: Json, pointer = ''): string[] {
  if (value === null || typeof value !== 'object') return [pointer]
  const below = Array.isArray(value) ? value.map((item, index) => [String(index), item] as const) : Object.entries(value)
  return [pointer, ...below.flatMap(([key, item]) => pointersOf(item, pointer + pointerOf(key)))]
}

function isMapping(value: unknown): boolean {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
