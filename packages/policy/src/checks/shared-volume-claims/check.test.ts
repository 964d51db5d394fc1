import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployment, failing, object } from '../harness.ts'
import { sharedVolumeClaims } from './check.ts'

const claim = (...accessModes: string[]) => object('v1', 'PersistentVolumeClaim', { spec: { accessModes } }, { name: 'files' })
const target = (replicas: number) =>
  deployment({ volumes: [{ name: 'tmp' }, { name: 'files', persistentVolumeClaim: { claimName: 'files' } }] }, { replicas })

test('one replica, or one mode for many nodes, is fine', () => {
  assert.deepEqual(failing(sharedVolumeClaims, target(2), { beside: [claim('ReadWriteOnce')] }), [
    '/spec/template/spec/volumes/1/persistentVolumeClaim',
  ])
  assert.deepEqual(failing(sharedVolumeClaims, target(1), { beside: [claim('ReadWriteOnce')] }), [])
  assert.deepEqual(failing(sharedVolumeClaims, target(2), { beside: [claim('ReadWriteOnce', 'ReadOnlyMany')] }), [])
  assert.deepEqual(failing(sharedVolumeClaims, target(2)), [])
})
