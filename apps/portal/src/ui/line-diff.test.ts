import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { diffLines, hunksOf, sideBySide } from './line-diff.ts'

test('an added line stands alone between its neighbours', () => {
  assert.deepEqual(diffLines('a\nc\n', 'a\nb\nc\n'), [
    { kind: 'same', text: 'a', before: 1, after: 1 },
    { kind: 'added', text: 'b', after: 2 },
    { kind: 'same', text: 'c', before: 2, after: 3 },
  ])
})

test('a changed line is removed, then added', () => {
  assert.deepEqual(
    diffLines('privileged: true', 'privileged: false').map(({ kind }) => kind),
    ['removed', 'added'],
  )
})

const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 }).map((lines) => lines.map((line) => `${line}\n`).join(''))

test('removed and unchanged lines are the text before, added and unchanged ones the text after', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = diffLines(before, after)
      const written = (leftOut: string) =>
        lines
          .filter(({ kind }) => kind !== leftOut)
          .map((line) => `${line.text}\n`)
          .join('')
      assert.equal(written('added'), before)
      assert.equal(written('removed'), after)
    }),
  )
})

test('line numbers count each side', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = diffLines(before, after)
      const numbers = (side: 'before' | 'after') => lines.flatMap((line) => line[side] ?? [])
      assert.deepEqual(
        numbers('before'),
        numbers('before').map((_, index) => index + 1),
      )
      assert.deepEqual(
        numbers('after'),
        numbers('after').map((_, index) => index + 1),
      )
    }),
  )
})

test('two long texts without a common line are compared in time', () => {
  const long = (word: string) => Array.from({ length: 5000 }, (_, index) => `${word}${index}`).join('\n')
  assert.equal(diffLines(long('a'), long('b')).length, 10_000)
})

test('unchanged lines far from a change are counted, not shown', () => {
  const before = Array.from({ length: 20 }, (_, index) => `line ${index}`)
  const hunks = hunksOf(diffLines(before.join('\n'), before.with(10, 'changed').join('\n')), 2)
  assert.equal(hunks.length, 1)
  assert.equal(hunks[0]?.skipped, 8)
  assert.equal(hunks[0]?.lines.length, 6)
})

test('side by side, a changed line stands beside its successor', () => {
  const rows = sideBySide(diffLines('a\nx\nc', 'a\ny\nz\nc'))
  assert.deepEqual(
    rows.map(({ left, right }) => [left?.text, right?.text]),
    [
      ['a', 'a'],
      ['x', 'y'],
      [undefined, 'z'],
      ['c', 'c'],
    ],
  )
})
