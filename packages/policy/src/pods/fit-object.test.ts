import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KubernetesObject } from '@toride/core/kubernetes-object'
import { fitObject } from './fit-object.ts'

function fitPod(spec: unknown, metadata: unknown = { name: 'a' }) {
  const object = { apiVersion: 'v1', kind: 'Pod', metadata, spec } as KubernetesObject
  const { object: fitted, faults } = fitObject(object, '/Pod', '')
  return { object, fitted, faults: faults.map(({ pointer, expected, actual }) => `${pointer}: ${expected}, ${actual}`) }
}

test('an object that is right comes back itself', () => {
  const { object, fitted, faults } = fitPod({ containers: [{ name: 'a', image: 'b', unknown: 5 }] })
  assert.equal(fitted, object)
  assert.deepEqual(faults, [])
})

test('a string where a list belongs is left out and named', () => {
  const { fitted, faults } = fitPod({ containers: 'app', hostPID: 'yes' })
  assert.deepEqual(fitted.spec, {})
  assert.deepEqual(faults, ['/spec/containers: a list, a string', '/spec/hostPID: true or false, a string'])
})

test('null is the same as absent, and no fault', () => {
  const { fitted, faults } = fitPod({ containers: [{ name: 'a', securityContext: null }], volumes: null })
  assert.deepEqual(fitted.spec, { containers: [{ name: 'a' }] })
  assert.deepEqual(faults, [])
})

test('items keep their places', () => {
  const { fitted, faults } = fitPod({ containers: [5, { name: 'b' }] })
  assert.deepEqual(fitted.spec, { containers: [{}, { name: 'b' }] })
  assert.deepEqual(faults, ['/spec/containers/0: an object, a number'])
})

test('metadata is always an object', () => {
  assert.deepEqual(fitPod({}, 'x').fitted.metadata, {})
  assert.deepEqual(fitPod({}, { name: 5, labels: { a: 1, b: 'c' } }).fitted.metadata, { labels: { b: 'c' } })
})
