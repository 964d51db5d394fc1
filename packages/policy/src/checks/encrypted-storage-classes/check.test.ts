import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, fixed, object } from '../harness.ts'
import { encryptedStorageClasses } from './check.ts'

const storageClass = (provisioner: string) => object('storage.k8s.io/v1', 'StorageClass', { provisioner })

test('disks that are always encrypted need no parameter', () => {
  assert.deepEqual(failing(encryptedStorageClasses, storageClass('disk.csi.azure.com')), [])
})

test('the fix makes the parameters when there are none', () => {
  assert.deepEqual(fixed(encryptedStorageClasses, storageClass('ebs.csi.aws.com')).parameters, { encrypted: 'true' })
})
