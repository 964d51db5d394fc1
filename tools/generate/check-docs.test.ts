import assert from 'node:assert/strict'
import { posix } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { catalogue } from '../../packages/policy/src/checks/catalogue.generated.ts'
import { generate } from './check-docs.ts'

const files = generate(fileURLToPath(new URL('../..', import.meta.url)))

test('each check has a page with both titles, both examples and its parameters', () => {
  for (const { check, texts } of catalogue) {
    const page = files.get(`docs/reference/checks/${check.id}.md`) ?? ''
    for (const part of [`# ${texts.en.title}\n`, `\n${texts.ja.title}\n`, '\n## Unhealthy\n', '\n## Healthy\n'])
      assert.ok(page.includes(part), check.id)
    for (const name of Object.keys(check.parameters ?? {})) assert.ok(page.includes(`| \`${name}\` |`), `${check.id}: ${name}`)
  }
})

test('links lead to pages', () => {
  let count = 0
  for (const [path, text] of files) {
    for (const [, target = ''] of text.matchAll(/\]\(([^)#]+\.md)\)/g)) {
      count += 1
      assert.ok(files.has(posix.join(posix.dirname(path), target)), `${path}: ${target}`)
    }
  }
  assert.ok(count > catalogue.length)
})

test('rows of tables have as many cells as their head', () => {
  for (const [path, text] of files) {
    let cells = 0
    for (const line of text.split('\n')) {
      const count = line.startsWith('|') ? line.replaceAll('\\|', '').split('|').length : 0
      assert.ok(count === 0 || cells === 0 || count === cells, `${path}: ${line}`)
      cells = count
    }
  }
})
