import assert from 'node:assert/strict'
import { test } from 'node:test'
import { safeReturn } from './safe-return.ts'

test('a page of the portal is returned to, with its filters', () => {
  assert.equal(safeReturn('/recommendations?severity=high'), '/recommendations?severity=high')
})

test('nothing leads away from the portal', () => {
  for (const next of [undefined, 'https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/api/v1/session']) {
    assert.equal(safeReturn(next), '/', String(next))
  }
})

test('signing in does not lead back to signing in', () => {
  assert.equal(safeReturn('/sign-in?next=/'), '/')
})
