import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { createPersistentVolumesAccess } from './check.ts'

test('reading volumes is harmless', () => {
  const rules = [{ apiGroups: [''], resources: ['persistentvolumes'], verbs: ['get', 'list', 'watch'] }]
  assert.deepEqual(failing(createPersistentVolumesAccess, object('rbac.authorization.k8s.io/v1', 'ClusterRole', { rules })), [])
})
