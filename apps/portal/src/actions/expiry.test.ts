import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expiryOf } from './expiry.ts'

const now = new Date('2026-11-22T12:00:00Z')

test('days count from now', () => {
  assert.equal(expiryOf('30', '', now), '2026-12-22T12:00:00.000Z')
})

test('never is a value, a missing or past date is none', () => {
  assert.equal(expiryOf('never', '', now), null)
  assert.equal(expiryOf('date', '', now), undefined)
  assert.equal(expiryOf('date', '2026-11-01', now), undefined)
})

test('a date holds to its end where the user is', () => {
  assert.equal(expiryOf('date', '2026-12-01', now), new Date('2026-12-01T23:59:59').toISOString())
})
