import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { limits } from './limits.ts'
import { locationOf, parseManifest } from './parse-manifest.ts'

function valuesOf(text: string, file = 'a.yaml'): unknown[] {
  const { documents, problems } = parseManifest(file, text)
  assert.deepEqual(problems, [])
  return documents.map(({ value }) => value)
}

/** `code line:column` of each problem. */
function problemsOf(text: string, file = 'a.yaml'): string[] {
  return parseManifest(file, text).problems.map(({ code, at }) => `${code} ${at.line}:${at.column}`)
}

function placeOf(text: string, pointer: string, index = 0): string {
  const document = parseManifest('a.yaml', text).documents[index]
  assert.ok(document)
  const { line, column } = locationOf(document, pointer)
  return `${line}:${column}`
}

describe('values', () => {
  test('are what the Kubernetes API would get', () => {
    assert.deepEqual(valuesOf('a: yes\nb: "yes"\n1: x\non: !!str 5\nc: !!binary aGk=\nd: !custom 1'), [
      { a: true, b: 'yes', '1': 'x', true: '5', c: 'hi', d: '1' },
    ])
  })

  test('merge keys give way to the mapping itself', () => {
    assert.deepEqual(valuesOf('base: &b {p: 1, q: 1}\nx: {<<: *b, q: 2}\nz: {q: 2, <<: [*b, {r: 3}]}'), [
      { base: { p: 1, q: 1 }, x: { p: 1, q: 2 }, z: { q: 2, p: 1, r: 3 } },
    ])
  })

  test('an alias is a copy', () => {
    const [value] = valuesOf('a: &x {n: 1}\nb: *x') as [{ a: unknown; b: unknown }]
    assert.deepEqual(value.a, value.b)
    assert.notEqual(value.a, value.b)
  })

  test('a key __proto__ is a key', () => {
    for (const text of ['__proto__: {polluted: true}', '{"__proto__": {"polluted": true}}']) {
      const [value] = valuesOf(text) as [Record<string, unknown>]
      assert.ok(Object.hasOwn(value, '__proto__'))
      assert.equal(value.polluted, undefined)
    }
  })

  test('documents that are empty or hold comments alone are left out', () => {
    assert.deepEqual(valuesOf('---\n# nothing\n---\na: 1\n---\n...\n---\nnull\n'), [{ a: 1 }])
  })

  test('byte order marks of later documents, CRLF and directives', () => {
    assert.deepEqual(valuesOf('%YAML 1.1\n---\r\na: 1\r\n---\r\nb: |\r\n  x\r\n  y\r\n'), [{ a: 1 }, { b: 'x\ny\n' }])
  })

  test('three dashes inside a line end nothing', () => {
    assert.deepEqual(valuesOf('a: |\n  ---\n  x\nb: x\n ---y'), [{ a: '---\nx\n', b: 'x ---y' }])
  })

  test('JSON, also several values in a row', () => {
    const text = '{"a": [1, -2.5e1, "x\\u00e9\\n", true, null, {}], "b": []}\n{"c": 1}\n\n{"d": {"e": {}}}'
    assert.deepEqual(valuesOf(text, 'a.json'), [{ a: [1, -25, 'xé\n', true, null, {}], b: [] }, { c: 1 }, { d: { e: {} } }])
  })

  test('YAML in flow style is not mistaken for JSON', () => {
    assert.deepEqual(valuesOf('{a: b, c: [d]}'), [{ a: 'b', c: ['d'] }])
    assert.deepEqual(valuesOf('{"a": 1}\n---\n{"b": 2}'), [{ a: 1 }, { b: 2 }])
  })

  test('JSON gives the very values that JSON.parse gives', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue({ maxDepth: 6 }), { minLength: 1, maxLength: 3 }),
        fc.constantFrom(0, 2, '\t'),
        (values, indent) => {
          const text = values.map((value) => JSON.stringify([value], undefined, indent)).join('\n')
          assert.deepEqual(valuesOf(text, 'a.json'), JSON.parse(`[${values.map((value) => JSON.stringify([value])).join(',')}]`))
        },
      ),
    )
  })
})

describe('places', () => {
  const text = 'kind: Pod\nspec:\n  containers:\n  - name: a\n    image: x\n  - {name: b, "tty": true}\n---\nkind: Other\non:\n  x: 1\n'

  test('point at the key of a field and the start of an item', () => {
    assert.equal(placeOf(text, ''), '1:1')
    assert.equal(placeOf(text, '/spec/containers'), '3:3')
    assert.equal(placeOf(text, '/spec/containers/0'), '4:5')
    assert.equal(placeOf(text, '/spec/containers/0/image'), '5:5')
    assert.equal(placeOf(text, '/spec/containers/1/tty'), '6:15')
  })

  test('of a missing field are those of the nearest ancestor', () => {
    assert.equal(placeOf(text, '/spec/containers/0/securityContext/privileged'), '4:5')
    assert.equal(placeOf(text, '/spec/hostPID'), '2:1')
    assert.equal(placeOf(text, '/spec/containers/9/name'), '3:3')
    assert.equal(placeOf(text, '/nothing'), '1:1')
  })

  test('are found in later documents, under keys that are read as something else, and with escapes', () => {
    assert.equal(placeOf(text, '', 1), '8:1')
    assert.equal(placeOf(text, '/true/x', 1), '10:3')
    assert.equal(placeOf('"a\\tb": {x~y/z: 1}', '/a\tb/x~0y~1z'), '1:10')
    assert.equal(placeOf("'it''s': 1", "/it's"), '1:1')
  })

  test('behind an alias are those of the alias', () => {
    assert.equal(placeOf('a: &x {n: 1}\nb: *x', '/b/n'), '2:1')
  })

  test('in long lists and mappings', () => {
    const items = Array.from({ length: 500 }, (_, index) => `- {k${index}: ${index}}`).join('\n')
    const fields = Array.from({ length: 500 }, (_, index) => `"k${index}": 1`).join('\n')
    assert.equal(placeOf(items, '/400/k400'), '401:4')
    assert.equal(placeOf(items, '/500'), '1:1')
    assert.equal(placeOf(`${fields}\non: 1\n'it''s': 1`, '/k400'), '401:1')
    assert.equal(placeOf(`${fields}\non: 1\n'it''s': 1`, '/true'), '501:1')
    assert.equal(placeOf(`${fields}\non: 1\n'it''s': 1`, "/it's"), '502:1')
  })

  test('in JSON', () => {
    assert.equal(placeOf('{\n  "a": [\n    1,\n    {"b": 2}\n  ]\n}', '/a/1/b'), '4:6')
  })
})

describe('problems name their place and leave the other documents alone', () => {
  test('broken syntax', () => {
    const text = 'a: 1\n---\nb: [1,\n---\nc: "x\n---\n\td: 1\n---\ne: 2\n'
    assert.deepEqual(problemsOf(text), ['yaml-syntax 4:1', 'yaml-syntax 6:1', 'yaml-syntax 7:3'])
    assert.deepEqual(
      parseManifest('a.yaml', text).documents.map(({ value }) => value),
      [{ a: 1 }, { e: 2 }],
    )
  })

  test('duplicate keys', () => {
    const { problems } = parseManifest('a.yaml', 'a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n')
    assert.deepEqual(
      problems.map(({ message, at }) => [message, at]),
      [['The key "c" stands twice in one mapping', { file: 'a.yaml', line: 5, column: 3 }]],
    )
    assert.deepEqual(problemsOf('{"a": 1,\n "a": 2}'), ['yaml-duplicate-key 2:2'])
  })

  test('aliases: unknown, to itself, and multiplying', () => {
    assert.deepEqual(problemsOf('a: *x'), ['yaml-syntax 1:4'])
    assert.deepEqual(problemsOf('a: &x [*x]'), ['yaml-syntax 1:8'])
    const bomb = ['a0: &a0 [x,x,x,x,x,x,x,x,x,x]']
    for (let level = 1; level < 12; level += 1) bomb.push(`a${level}: &a${level} [${`*a${level - 1},`.repeat(10)}]`)
    assert.match(problemsOf(bomb.join('\n'))[0] ?? '', /^yaml-too-many-nodes 6:/)
    const chain = ['a0: &a0 {}', ...Array.from({ length: 300 }, (_, level) => `a${level + 1}: &a${level + 1} [*a${level}]`)]
    assert.match(problemsOf(chain.join('\n'))[0] ?? '', /^yaml-too-deep/)
    const merges = [
      'a0: &a0 {x: 1}',
      ...Array.from({ length: 100 }, (_, level) => `a${level + 1}: &a${level + 1} {<<: *a${level}, k${level}: 1}`),
    ]
    assert.equal(Object.keys((valuesOf(merges.join('\n'))[0] as Record<string, object>).a100 ?? {}).length, 101)
  })

  test('nesting', () => {
    for (const text of ['['.repeat(100_000), '- '.repeat(1000), '{"a":'.repeat(100_000)]) {
      assert.match(problemsOf(text)[0] ?? '', /^yaml-too-deep/)
    }
  })

  test('more values than anybody needs', () => {
    assert.deepEqual(problemsOf(`[${'1,'.repeat(limits.nodes + 1)}1]`, 'a.json'), [`yaml-too-many-nodes 1:${2 * limits.nodes}`])
    assert.deepEqual(problemsOf(`a: [${'1,'.repeat(limits.yamlNodes + 1)}1]`), ['yaml-too-many-nodes 1:1'])
  })

  test('a file that is broken from end to end', () => {
    const found = problemsOf('---\na: [\n'.repeat(200_000))
    assert.equal(found.length, limits.faults + 1)
    assert.equal(found.at(-1), `yaml-too-many-faults ${2 * limits.faults + 1}:1`)
    assert.equal(parseManifest('a.yaml', 'a: 1\n...\n'.repeat(200_000)).documents.length, 200_000)
    assert.equal(problemsOf('? [a]\n: b\n...\n'.repeat(1000)).length, limits.faults + 1)
  })

  test('JSON that breaks off keeps what came before', () => {
    const { documents, problems } = parseManifest('a.json', '{"a": 1}\n{"b": ')
    assert.equal(documents.length, 1)
    assert.deepEqual(
      problems.map(({ message, at }) => `${at.line}:${at.column} ${message}`),
      ['2:7 The text ends inside a value'],
    )
  })

  test('keys that are no text', () => {
    assert.deepEqual(problemsOf('? [a]\n: b'), ['yaml-syntax 1:3'])
    assert.deepEqual(problemsOf('a: 1\n~: b'), ['yaml-syntax 2:1'])
  })
})

describe('any text', () => {
  const fixtures = readFixtures()

  test('is read or refused, never more', () => {
    const alphabet = [
      'a',
      '1',
      ':',
      '-',
      '?',
      ' ',
      '  ',
      '\n',
      '\r',
      '\t',
      '[',
      ']',
      '{',
      '}',
      ',',
      '"',
      "'",
      '|',
      '>',
      '&a',
      '*a',
      '!!',
      '!',
      '#',
      '%',
      '<<',
      '---',
      '...',
      '\\',
      '\u{feff}',
      '\u{1f600}',
      '\ud800',
    ]
    const noise = fc.array(fc.constantFrom(...alphabet), { maxLength: 200 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.oneof(noise, fc.string({ unit: 'binary', maxLength: 300 })), (text) => assertHarmless(text)),
      { numRuns: 2000 },
    )
  })

  test('is read or refused, also when it was a manifest once', () => {
    const cut = fc.record({ fixture: fc.constantFrom(...fixtures), at: fc.nat(), length: fc.nat(40), insert: fc.string({ maxLength: 8 }) })
    fc.assert(
      fc.property(cut, ({ fixture, at, length, insert }) => {
        const start = at % fixture.length
        assertHarmless(fixture.slice(0, start) + insert + fixture.slice(start + length))
      }),
      { numRuns: 1000 },
    )
  })

  function assertHarmless(text: string): void {
    const { documents, problems } = parseManifest('a.yaml', text)
    for (const { at } of problems) assert.ok((at.line ?? 0) >= 1 && (at.column ?? 0) >= 1)
    for (const document of documents) {
      JSON.stringify(document.value)
      const { line } = locationOf(document, '/spec/containers/0')
      assert.ok(line >= 1 && line <= text.split('\n').length)
    }
  }
})

function readFixtures(): string[] {
  const checks = new URL('../../../policy/src/checks/', import.meta.url)
  return readdirSync(checks, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => readFileSync(new URL(name, checks), 'utf8'))
}
