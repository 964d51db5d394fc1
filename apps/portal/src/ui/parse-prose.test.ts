import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseProse } from './parse-prose.ts'

test('blank lines separate paragraphs, marks begin items, backticks enclose code', () => {
  assert.deepEqual(parseProse('One.\n\nTwo,\nstill two.\n\n- a\n- b\n1. first\n```\n- not an item\n```\nEnd.'), [
    { kind: 'paragraph', lines: ['One.'] },
    { kind: 'paragraph', lines: ['Two,', 'still two.'] },
    { kind: 'bullets', lines: ['a', 'b'] },
    { kind: 'numbered', lines: ['first'] },
    { kind: 'code', lines: ['- not an item'] },
    { kind: 'paragraph', lines: ['End.'] },
  ])
})

test('a number in a sentence begins no list', () => {
  assert.deepEqual(parseProse('1.5 GiB is enough.'), [{ kind: 'paragraph', lines: ['1.5 GiB is enough.'] }])
})
