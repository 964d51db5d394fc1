import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { undeclaredVolumes } from './check.ts'

test('each mount is looked up', () => {
  const target = pod({ volumes: [{ name: 'a' }], containers: [{ volumeMounts: [{ name: 'a' }, { name: 'b' }, {}] }] })
  assert.deepEqual(failing(undeclaredVolumes, target), ['/spec/containers/0/volumeMounts/1/name', '/spec/containers/0/volumeMounts/2/name'])
})
