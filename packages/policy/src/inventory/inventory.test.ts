import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KubernetesObject } from '@toride/core/kubernetes-object'
import fc from 'fast-check'
import type { LabelSelector } from '../model/pod.ts'
import { createInventory, podLabelsOf, type Resource } from './inventory.ts'
import { matchesSelector } from './label-selector.ts'

type Labels = Record<string, string>

const deployment = (name: string, labels: Labels, namespace = 'shop'): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace },
  spec: { template: { metadata: { labels } } },
})

const pod = (name: string, labels: Labels, owner?: { kind: string; name: string }): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name,
    namespace: 'shop',
    labels,
    ...(owner && { ownerReferences: [{ apiVersion: 'apps/v1', controller: true, ...owner }] }),
  },
})

const names = (resources: Iterable<Resource>) => [...resources].map(({ name }) => name).toSorted()

const labels = fc.dictionary(fc.constantFrom('app', 'tier', 'release'), fc.constantFrom('a', 'b'), { maxKeys: 3 })
const selectors = fc.record(
  {
    matchLabels: labels,
    matchExpressions: fc.array(
      fc.record({
        key: fc.constantFrom('app', 'tier'),
        operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
        values: fc.subarray(['a', 'b']),
      }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<LabelSelector>

test('pods found by index are those that a walk finds, whatever was put, replaced and removed', () => {
  const change = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.option(labels, { nil: undefined }))
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), selectors, (changes, selector) => {
      const inventory = createInventory()
      for (const [name, given] of changes) {
        names(inventory.podsMatching('shop', selector))
        if (given === undefined) inventory.remove(`apps/Deployment/shop/${name}`)
        else inventory.put(deployment(name, given))
      }
      const walked = [...inventory.podCarriers('shop')].filter((resource) => matchesSelector(selector, podLabelsOf(resource)))
      assert.deepEqual(names(inventory.podsMatching('shop', selector)), names(walked))
    }),
  )
})

test('a live pod stands for its owner, even with a label that only the pod has', () => {
  const inventory = createInventory()
  inventory.put({ ...deployment('db', { app: 'db' }), kind: 'StatefulSet' })
  for (const name of ['db-0', 'db-1'])
    inventory.put(pod(name, { app: 'db', 'statefulset.kubernetes.io/pod-name': name }, { kind: 'StatefulSet', name: 'db' }))
  assert.deepEqual(names(inventory.podsMatching('shop', { matchLabels: { app: 'db' } })), ['db'])
  assert.deepEqual(names(inventory.podsMatching('shop', { matchLabels: { 'statefulset.kubernetes.io/pod-name': 'db-0' } })), ['db'])
})

test('an object without a namespace may be in any; another namespace is another', () => {
  const inventory = createInventory()
  inventory.put({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'loose' } })
  inventory.put({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'fixed', namespace: 'shop' } })
  assert.equal(inventory.find('/ServiceAccount', 'shop', 'loose')?.name, 'loose')
  assert.equal(inventory.find('/ServiceAccount', 'other', 'fixed'), undefined)
  assert.equal(inventory.find('/ServiceAccount', '', 'fixed'), undefined)
})

test('a kind of which the last object went is not known any more, unless every one was to be seen', () => {
  const folder = createInventory()
  const { key } = folder.put({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'tls', namespace: 'shop' } })
  assert.equal(folder.knows('/Secret'), true)
  assert.equal(folder.knows('/Secret', 'shop'), true)
  assert.equal(folder.knows('/Secret', 'other'), false)
  folder.remove(key)
  assert.equal(folder.knows('/Secret'), false)
  const cluster = createInventory({ knownKinds: new Set(['/Secret']) })
  assert.equal(cluster.knows('/Secret', 'other'), true)
  assert.equal(cluster.knows('pods'), false)
})

test('an object that is kept elsewhere is fetched when it is looked at, and found by all that stands in it', () => {
  const kept = new Map<number, string>()
  let fetched = 0
  const inventory = createInventory({
    keep: (object) => {
      const number = kept.size
      kept.set(number, JSON.stringify(object))
      return () => {
        fetched += 1
        return JSON.parse(kept.get(number) ?? '')
      }
    },
  })
  const web = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
    spec: { containers: [{ name: 'web' }] },
  }
  const resource = inventory.put(web)
  assert.equal(fetched, 0)
  assert.deepEqual(resource.object, web)
  assert.deepEqual([...inventory.podsMatching('shop', { matchLabels: { app: 'web' } })], [resource])
  inventory.remove(resource.key)
  assert.deepEqual([...inventory.podsMatching('shop', { matchLabels: { app: 'web' } })], [])
})
