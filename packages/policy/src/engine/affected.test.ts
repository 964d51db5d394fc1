import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployment, object, pod } from '../checks/harness.ts'
import { createInventory } from '../inventory/inventory.ts'
import { defineRelationCheck } from '../model/check.ts'
import { dependencyIndex } from './affected.ts'

const common = {
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: {},
  evaluate: () => [],
} as const
const dependencies = dependencyIndex([
  defineRelationCheck({ ...common, id: 'service', kinds: ['/Service'], reads: ['pods'] }),
  defineRelationCheck({ ...common, id: 'account', kinds: ['pods'], reads: ['/ServiceAccount'] }),
])

test('a changed workload asks the services of its namespace again', () => {
  const inventory = createInventory()
  inventory.put(object('v1', 'Service'))
  inventory.put(object('v1', 'Service', {}, { namespace: 'other' }))
  const changed = inventory.put(deployment())
  assert.deepEqual(
    [...dependencies.affectedBy(changed, inventory)].map(({ key }) => key),
    ['apps/Deployment/shop/app', '/Service/shop/service'],
  )
})

test('a changed pod asks its owner again', () => {
  const inventory = createInventory()
  inventory.put(object('v1', 'ServiceAccount'))
  inventory.put(deployment())
  const changed = inventory.put(
    pod({}, { name: 'app-1', ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'app', controller: true }] }),
  )
  assert.deepEqual(
    [...dependencies.affectedBy(changed, inventory)].map(({ key }) => key),
    ['apps/Deployment/shop/app'],
  )
})

test('a removed object asks those who read its kind', () => {
  const inventory = createInventory()
  inventory.put(deployment())
  const removed = inventory.put(object('v1', 'ServiceAccount'))
  inventory.remove(removed.key)
  assert.deepEqual(
    [...dependencies.affectedBy(removed, inventory)].map(({ key }) => key),
    ['apps/Deployment/shop/app'],
  )
})

test('a check may say itself whom a change affects, in other namespaces as well', () => {
  const index = dependencyIndex([
    defineRelationCheck({
      ...common,
      id: 'host',
      kinds: ['/Service'],
      reads: ['/Service'],
      affected: ({ name }, { ofKind }) => [...ofKind('/Service')].filter((service) => service.name === name),
    }),
  ])
  const inventory = createInventory()
  inventory.put(object('v1', 'Service', {}, { namespace: 'other' }))
  inventory.put(object('v1', 'Service', {}, { name: 'neighbour' }))
  const changed = inventory.put(object('v1', 'Service'))
  assert.deepEqual(
    [...index.affectedBy(changed, inventory)].map(({ key }) => key),
    ['/Service/shop/service', '/Service/other/service'],
  )
})
