import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployment, failing } from '../harness.ts'
import { missingVolumeClaims } from './check.ts'

test('names the volume of the template', () => {
  const target = deployment({
    volumes: [
      { name: 'tmp', emptyDir: {} },
      { name: 'files', persistentVolumeClaim: { claimName: 'files' } },
    ],
  })
  assert.deepEqual(failing(missingVolumeClaims, target, { inventory: { knownKinds: new Set(['/PersistentVolumeClaim']) } }), [
    '/spec/template/spec/volumes/1/persistentVolumeClaim',
  ])
})
