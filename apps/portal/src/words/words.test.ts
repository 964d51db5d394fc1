/** The words of both languages belong together: the same keys, the same placeholders, and Japanese for what the server tells in English. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { errorTable } from '@toride/core/errors'

const folder = new URL('../locales/', import.meta.url)
/** Areas that English has not: its errors are the server's own words. */
const japaneseOnly = ['errors.json']

describe('each area', () => {
  const english = readdirSync(new URL('en/', folder))
  assert.ok(english.length > 0)
  for (const file of english) {
    test(file, () => {
      const [en, ja] = [words('en', file), words('ja', file)]
      assert.deepEqual([...ja.keys()].toSorted(), [...new Set([...en.keys()].map(onePlural))].toSorted())
      for (const [key, text] of en) assert.deepEqual(placeholders(ja.get(onePlural(key)) ?? ''), placeholders(text), key)
    })
  }
  test('no area is in Japanese alone', () => {
    const japanese = readdirSync(new URL('ja/', folder)).filter((file) => !japaneseOnly.includes(file))
    assert.deepEqual(japanese.toSorted(), english.toSorted())
  })
})

test('every error of the API is told in Japanese, and no other code', () => {
  const told = words('ja', 'errors.json')
  const codes = Object.entries(errorTable)
  const answered = codes.filter(([, definition]) => 'status' in definition).map(([code]) => code)
  assert.deepEqual(
    answered.filter((code) => !told.has(code)),
    [],
  )
  assert.deepEqual(
    [...told.keys()].filter((code) => !codes.some(([known]) => known === code)),
    [],
  )
  for (const [code, text] of told)
    assert.deepEqual(
      placeholders(text).filter((name) => name !== 'detail'),
      [],
      code,
    )
})

/** The texts of an area by their paths. */
function words(language: string, file: string): Map<string, string> {
  return new Map(leaves(JSON.parse(readFileSync(new URL(`${language}/${file}`, folder), 'utf8'))))
}

function leaves(tree: unknown, path = ''): [string, string][] {
  if (typeof tree === 'string') return [[path, tree]]
  return Object.entries(tree as object).flatMap(([key, below]) => leaves(below, path === '' ? key : `${path}.${key}`))
}

/** Japanese has one form for every number. */
function onePlural(key: string): string {
  return key.replace(/_one$/, '_other')
}

function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name ?? ''))].toSorted()
}
