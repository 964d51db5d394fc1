import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { hostPathPersistentVolumes } from './check.ts'

test('an empty hostPath is still one, a wrong type is none', () => {
  const volume = (hostPath: unknown) => object('v1', 'PersistentVolume', { spec: { hostPath } })
  assert.deepEqual(failing(hostPathPersistentVolumes, volume({})), ['/spec/hostPath'])
  assert.deepEqual(failing(hostPathPersistentVolumes, volume('/var')), [])
})
