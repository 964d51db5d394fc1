import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KubernetesObject } from '@toride/core/kubernetes-object'
import { withoutSecretContents } from './without-secret-contents.ts'

const secret = (fields: object): KubernetesObject => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, ...fields })

test('of a Secret the names of its entries are left', () => {
  const { data, stringData } = withoutSecretContents(secret({ data: { a: 'eA==' }, stringData: { b: 'y' } }))
  assert.deepEqual([data, stringData], [{ a: '(hidden)' }, { b: '(hidden)' }])
})

test('contents of a wrong type are hidden as well', () => {
  for (const data of ['text', ['eA=='], 7, null]) assert.equal(withoutSecretContents(secret({ data })).data, '(hidden)')
})

test('the copy that kubectl keeps goes, other annotations stay', () => {
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{"data":{}}', team: 'shop' }
  assert.deepEqual(withoutSecretContents(secret({ metadata: { name: 'a', annotations } })).metadata.annotations, { team: 'shop' })
})

test('other kinds are left as they are', () => {
  const map = { ...secret({ data: { a: 'x' } }), kind: 'ConfigMap' }
  assert.equal(withoutSecretContents(map), map)
})
