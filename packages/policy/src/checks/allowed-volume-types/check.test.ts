import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { allowedVolumeTypes } from './check.ts'

const target = pod({
  volumes: [
    { name: 'a', emptyDir: {} },
    { name: 'b', nfs: { server: 's', path: '/' } },
  ],
})

test('the star allows everything', () => {
  assert.deepEqual(failing(allowedVolumeTypes, target), ['/spec/volumes/1'])
  assert.deepEqual(failing(allowedVolumeTypes, target, { parameters: { allowedVolumeTypes: ['*'] } }), [])
})

test('null is no source', () => {
  assert.deepEqual(failing(allowedVolumeTypes, pod({ volumes: [{ name: 'a', emptyDir: {}, nfs: null }] })), [])
})
