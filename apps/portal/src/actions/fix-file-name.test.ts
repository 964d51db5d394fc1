import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fixFileName } from './fix-file-name.ts'

test('a changed file keeps its own name', () => {
  assert.equal(fixFileName('shop/deploy/cart.yaml'), 'cart.yaml')
  assert.equal(fixFileName('店/カート.yaml'), 'カート.yaml')
})

test('a name leads nowhere else', () => {
  assert.equal(fixFileName('../../.bashrc'), 'bashrc')
  assert.equal(fixFileName('a:b*c'), 'a-b-c')
  assert.equal(fixFileName('/'), 'fix.yaml')
})
