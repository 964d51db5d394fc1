/** Every word of the portal is used, and every word that is used exists. Keys always stand whole in the sources, area first. */
import assert from 'node:assert/strict'
import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const sources = join(import.meta.dirname, '..')
const folder = join(sources, 'locales/en')
const areas = readdirSync(folder).map((file) => file.replace(/\.json$/, ''))
const keys = new Set(
  areas.flatMap((area) =>
    leaves(JSON.parse(readFileSync(join(folder, `${area}.json`), 'utf8'))).map((path) => `${area}:${path.replace(/_(one|other)$/, '')}`),
  ),
)

/** Keys as they are written: whole ones, and the beginnings of those that a value completes (`terms:state.${state}`). */
const whole = new Set<string>()
const begun = new Set<string>()
for (const file of globSync('**/*.{ts,tsx}', { cwd: sources })) {
  if (file.endsWith('.test.ts')) continue
  const text = readFileSync(join(sources, file), 'utf8')
  for (const [, key = ''] of text.matchAll(new RegExp(`'((?:${areas.join('|')}):[\\w.-]+)'`, 'g'))) whole.add(key)
  for (const [, start = ''] of text.matchAll(new RegExp(`\`((?:${areas.join('|')}):[\\w.-]*)\\$\\{`, 'g'))) begun.add(start)
}

/** What looks like a key and is none: permissions. */
const permissions = ['audit:read', 'health:read', 'inventory:read']

test('every word is used', () => {
  assert.ok(whole.size > 100 && begun.size > 10)
  assert.deepEqual(
    [...keys].filter((key) => !whole.has(key) && ![...begun].some((start) => key.startsWith(start))),
    [],
  )
})

test('every word that is used exists', () => {
  assert.deepEqual(
    [...whole].filter((key) => !keys.has(key) && !permissions.includes(key)),
    [],
  )
  assert.deepEqual(
    [...begun].filter((start) => ![...keys].some((key) => key.startsWith(start))),
    [],
  )
})

function leaves(tree: unknown, path = ''): string[] {
  if (typeof tree === 'string') return [path]
  return Object.entries(tree as object).flatMap(([key, below]) => leaves(below, path === '' ? key : `${path}.${key}`))
}
