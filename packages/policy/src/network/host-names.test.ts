import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coversHost } from './host-names.ts'

test('a wildcard covers one label', () => {
  assert.ok(coversHost('*.example.com', 'Shop.Example.com'))
  assert.ok(!coversHost('*.example.com', 'a.shop.example.com'))
  assert.ok(!coversHost('*.example.com', 'example.com'))
  assert.ok(coversHost('*.example.com', '*.example.com'))
  assert.ok(!coversHost('shop.example.com', '*.example.com'))
})
