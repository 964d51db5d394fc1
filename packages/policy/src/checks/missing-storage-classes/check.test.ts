import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { missingStorageClasses } from './check.ts'

const inventory = { knownKinds: new Set(['storage.k8s.io/StorageClass']) }

test('each claim of a StatefulSet is looked at', () => {
  const volumeClaimTemplates = [{ spec: {} }, { spec: { storageClassName: 'fast' } }, {}]
  assert.deepEqual(failing(missingStorageClasses, object('apps/v1', 'StatefulSet', { spec: { volumeClaimTemplates } }), { inventory }), [
    '/spec/volumeClaimTemplates/1/spec/storageClassName',
  ])
})

test('a claim for a volume by name needs no class', () => {
  const claim = object('v1', 'PersistentVolumeClaim', { spec: { storageClassName: 'manual', volumeName: 'disk-1' } })
  assert.deepEqual(failing(missingStorageClasses, claim, { inventory }), [])
})
