import assert from 'node:assert/strict'
import { test } from 'node:test'
import { object } from '../checks/harness.ts'
import { createInventory } from './inventory.ts'
import { livingNamespace } from './living-namespace.ts'

const living = (apiVersion: string, kind: string, namespace?: string) =>
  livingNamespace(createInventory().put(object(apiVersion, kind, {}, { name: 'a', namespace })))

test('an object without a namespace lives in default', () => {
  assert.equal(living('v1', 'Service'), 'default')
  assert.equal(living('networking.k8s.io/v1', 'Ingress'), 'default')
  assert.equal(living('v1', 'Service', 'shop'), 'shop')
})

test('cluster-scoped objects live nowhere, a Namespace in itself', () => {
  assert.equal(living('rbac.authorization.k8s.io/v1', 'ClusterRole'), '')
  assert.equal(living('v1', 'Namespace'), 'a')
})

test('of kinds of extensions it is not known', () => assert.equal(living('argoproj.io/v1alpha1', 'Application'), ''))
