import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { endpointEditDefaultRole } from './check.ts'

const rules = [{ apiGroups: [''], resources: ['endpoints'], verbs: ['get', 'update'] }]

test('only the default role is meant', () => {
  const role = (name: string) => object('rbac.authorization.k8s.io/v1', 'ClusterRole', { rules }, { name })
  assert.deepEqual(failing(endpointEditDefaultRole, role('system:aggregate-to-edit')), ['/rules/0/resources/0'])
  assert.deepEqual(failing(endpointEditDefaultRole, role('system:controller:endpoint-controller')), [])
})
