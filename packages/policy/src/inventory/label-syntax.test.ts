import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isLabelKey, isLabelValue } from './label-syntax.ts'

test('values', () => {
  for (const value of ['', 'a', 'v1.2_3-x', 'A'.repeat(63)]) assert.ok(isLabelValue(value), value)
  for (const value of [' ', '-a', 'a-', 'a b', 'a/b', 'ü', 'a'.repeat(64), '1.0+build']) assert.ok(!isLabelValue(value), value)
})

test('keys', () => {
  for (const key of ['app', 'example.com/app', 'app.kubernetes.io/name']) assert.ok(isLabelKey(key), key)
  for (const key of ['', '/', '/app', 'example.com/', 'Example.com/app', 'a/b/c', '-.com/a']) assert.ok(!isLabelKey(key), key)
})

test('a long hostile key is judged at once', () => {
  assert.ok(!isLabelKey(`${'a-'.repeat(100_000)}/x`))
})
