import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { unusedVolumes } from './check.ts'

test('an init container is a user', () => {
  const target = pod({ volumes: [{ name: 'a' }, { name: 'b' }], initContainers: [{ volumeMounts: [{ name: 'b' }] }] })
  assert.deepEqual(failing(unusedVolumes, target), ['/spec/volumes/0'])
})
