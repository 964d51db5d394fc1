import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KubernetesObject } from '@toride/core/kubernetes-object'
import { createInventory } from '@toride/policy/inventory'
import { deployment, service } from '../testing/sample-objects.ts'
import { relationsOf } from './relations.ts'

/** Relations of the first object among all of them. */
function relations(...objects: readonly KubernetesObject[]): string[] {
  const inventory = createInventory()
  const [first] = objects.map((object) => inventory.put(object))
  return first === undefined ? [] : [...relationsOf(first, inventory)].map(({ relation, key }) => `${relation} ${key}`).toSorted()
}

const object = (apiVersion: string, kind: string, name: string, fields: object = {}): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'shop' },
  ...fields,
})
const clusterWide = (apiVersion: string, kind: string, name: string, fields: object = {}): KubernetesObject => ({
  ...object(apiVersion, kind, name, fields),
  metadata: { name },
})
const rbac = 'rbac.authorization.k8s.io/v1'

const cart = deployment('shop', 'cart', { envFrom: [{ configMapRef: { name: 'settings' } }, { secretRef: { name: 'database' } }] })
const settings = object('v1', 'ConfigMap', 'settings')
const database = object('v1', 'Secret', 'database')

test('a workload and what it uses name each other', () => {
  assert.deepEqual(relations(cart, settings, database), ['uses /ConfigMap/shop/settings', 'uses /Secret/shop/database'])
  assert.deepEqual(relations(settings, cart), ['used-by apps/Deployment/shop/cart'])
  assert.deepEqual(relations(settings, deployment('shop', 'web')), [])
})

test('a Service and the workload behind it name each other', () => {
  assert.deepEqual(relations(service('shop', 'cart'), cart), ['selects apps/Deployment/shop/cart'])
  assert.deepEqual(relations(cart, service('shop', 'cart'), service('bank', 'cart')), ['selected-by /Service/shop/cart'])
})

test('the way from an Ingress to a Service, in the shapes of both versions', () => {
  const paths = (backend: object) => ({ spec: { rules: [{ http: { paths: [{ backend }] } }], tls: [{ secretName: 'database' }] } })
  const shapes = [
    object('networking.k8s.io/v1', 'Ingress', 'door', paths({ service: { name: 'cart' } })),
    object('extensions/v1beta1', 'Ingress', 'door', paths({ serviceName: 'cart' })),
  ]
  for (const ingress of shapes) {
    assert.deepEqual(relations(ingress, service('shop', 'cart'), database), ['uses /Secret/shop/database', 'uses /Service/shop/cart'])
    assert.match(relations(service('shop', 'cart'), ingress)[0] ?? '', /^used-by .*\/Ingress\/shop\/door$/)
  }
})

test('a binding names its role and its account, and both know it', () => {
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' }
  const binding = object(rbac, 'RoleBinding', 'viewers', {
    roleRef,
    subjects: [{ kind: 'ServiceAccount', name: 'robot', namespace: 'bank' }],
  })
  const role = clusterWide(rbac, 'ClusterRole', 'view')
  const robot = { ...object('v1', 'ServiceAccount', 'robot'), metadata: { name: 'robot', namespace: 'bank' } }
  assert.deepEqual(relations(binding, role, robot), ['uses /ServiceAccount/bank/robot', 'uses rbac.authorization.k8s.io/ClusterRole//view'])
  assert.deepEqual(relations(role, binding), ['used-by rbac.authorization.k8s.io/RoleBinding/shop/viewers'])
  assert.deepEqual(relations(robot, binding), ['used-by rbac.authorization.k8s.io/RoleBinding/shop/viewers'])
})

test('owners, autoscalers and volumes', () => {
  const ownerReferences = [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'cart', controller: true }]
  const replicas = { ...deployment('shop', 'cart-1'), kind: 'ReplicaSet', metadata: { name: 'cart-1', namespace: 'shop', ownerReferences } }
  assert.ok(relations(replicas, cart).includes('owner apps/Deployment/shop/cart'))
  assert.ok(relations(cart, replicas).includes('owned apps/ReplicaSet/shop/cart-1'))
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'cart' }
  const scaler = object('autoscaling/v2', 'HorizontalPodAutoscaler', 'cart', { spec: { scaleTargetRef } })
  assert.deepEqual(relations(cart, scaler), ['used-by autoscaling/HorizontalPodAutoscaler/shop/cart'])
  const claim = object('v1', 'PersistentVolumeClaim', 'data', { spec: { volumeName: 'disk' } })
  assert.deepEqual(relations(clusterWide('v1', 'PersistentVolume', 'disk'), claim), ['used-by /PersistentVolumeClaim/shop/data'])
})

test('objects of any shape have no relations rather than an error', () => {
  for (const spec of [null, 7, 'text', [], { rules: {} }, { rules: [{ http: [] }] }, { tls: [null] }]) {
    assert.deepEqual(relations(object('networking.k8s.io/v1', 'Ingress', 'door', { spec }), service('shop', 'cart')), [])
  }
  for (const subjects of [{}, [null], ['x'], [{ kind: 'ServiceAccount' }]]) {
    assert.deepEqual(relations(object(rbac, 'RoleBinding', 'viewers', { subjects, roleRef: [] })), [])
  }
})
