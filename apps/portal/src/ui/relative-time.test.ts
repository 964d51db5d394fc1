import assert from 'node:assert/strict'
import { test } from 'node:test'
import { relativeTime } from './relative-time.ts'

const now = new Date('2026-11-22T12:00:00Z')

test('the largest unit that fits is used', () => {
  assert.equal(relativeTime(new Date('2026-11-22T11:59:30Z'), now, 'en'), '30 seconds ago')
  assert.equal(relativeTime(new Date('2026-11-22T09:00:01Z'), now, 'en'), '2 hours ago')
  assert.equal(relativeTime(new Date('2026-11-21T11:00:00Z'), now, 'en'), 'yesterday')
  assert.equal(relativeTime(new Date('2026-12-06T12:00:00Z'), now, 'en'), 'in 2 weeks')
})

test('words follow the language', () => {
  assert.equal(relativeTime(new Date('2026-11-22T09:00:00Z'), now, 'ja'), '3 時間前')
})

test('what happened a moment after our clock is now', () => {
  assert.equal(relativeTime(new Date('2026-11-22T12:00:09Z'), now, 'en'), 'now')
})
