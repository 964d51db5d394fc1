import assert from 'node:assert/strict'
import { test } from 'node:test'
import { documentScopeName, documentScopeOf } from './document-scope.ts'

test('a namespace is named within its cluster', () => {
  assert.deepEqual(documentScopeOf({ level: 'namespace', environment: 'e', cluster: 'c', namespace: 'shop' }), {
    clusters: ['c'],
    namespaces: ['shop'],
  })
  assert.deepEqual(documentScopeOf({ level: 'tenant' }), {})
})

test('a scope is told by names, from wide to narrow', () => {
  const scope = { environments: ['e'], namespaces: ['shop-*', 'cart'], labelSelector: { matchLabels: { tier: 'web' } } }
  assert.equal(documentScopeName(scope, [{ id: 'e', name: 'Production' }], [], 'Everything'), 'Production › shop-*, cart › tier=web')
})

test('a scope that names nothing is everything; what was deleted keeps its id', () => {
  assert.equal(documentScopeName({}, [], [], 'Everything'), 'Everything')
  assert.equal(documentScopeName({ clusters: ['gone'] }, [], [], 'Everything'), 'gone')
})
