import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KubernetesObject } from '@toride/core/kubernetes-object'
import { createInventory } from './inventory.ts'
import { selecting, selectsAnything } from './selecting.ts'

const service = (name: string, selector: Record<string, string> | undefined): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop' },
  spec: { ...(selector && { selector }) },
})

const policy = (name: string, podSelector: unknown): KubernetesObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace: 'shop' },
  spec: { podSelector },
})

const cart = { app: 'cart', 'app.kubernetes.io/part-of': 'shop' }

test('finds services by any of their labels and keeps up with changes', () => {
  const inventory = createInventory()
  const find = () => [...selecting(inventory, '/Service', 'shop', cart)].map(({ name }) => name).toSorted()
  assert.deepEqual(find(), [])
  inventory.put(service('cart', { app: 'cart' }))
  inventory.put(service('all', { 'app.kubernetes.io/part-of': 'shop' }))
  inventory.put(service('payment', { app: 'payment' }))
  inventory.put(service('outside', undefined))
  inventory.put(service('nothing', {}))
  assert.deepEqual(find(), ['all', 'cart'])
  inventory.put(service('payment', cart))
  inventory.remove('/Service/shop/all')
  assert.deepEqual(find(), ['cart', 'payment'])
})

test('an empty pod selector of a network policy selects every pod', () => {
  const inventory = createInventory()
  inventory.put(policy('every', {}))
  inventory.put(policy('not-cart', { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['cart'] }] }))
  const find = (labels: Record<string, string>) => [...selecting(inventory, 'networking.k8s.io/NetworkPolicy', 'shop', labels)].length
  assert.equal(find(cart), 1)
  assert.equal(find({}), 2)
})

test('a label that a StatefulSet adds to its pods is not expected in the template', () => {
  const inventory = createInventory()
  inventory.put({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', namespace: 'shop' },
    spec: { template: { metadata: { labels: { app: 'db' } } } },
  })
  const podName = { 'statefulset.kubernetes.io/pod-name': 'db-0' }
  assert.equal(selectsAnything(inventory, 'shop', { matchLabels: { app: 'db', ...podName } }), true)
  assert.equal(selectsAnything(inventory, 'shop', { matchLabels: { app: 'cart', ...podName } }), false)
  assert.equal(selectsAnything(inventory, 'shop', undefined), false)
})
