import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { csiStorageClasses } from './check.ts'

test('local volumes have no provisioner, which is fine', () => {
  const storageClass = (provisioner?: string) => object('storage.k8s.io/v1', 'StorageClass', { provisioner })
  assert.deepEqual(failing(csiStorageClasses, storageClass('kubernetes.io/no-provisioner')), [])
  assert.deepEqual(failing(csiStorageClasses, storageClass()), [])
})
