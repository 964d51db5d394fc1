import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployment, failing } from '../harness.ts'
import { mountPropagation } from './check.ts'

test('each mount has its own place', () => {
  const target = deployment({ containers: [{ volumeMounts: [{ name: 'a' }, { name: 'b', mountPropagation: 'Bidirectional' }] }] })
  assert.deepEqual(failing(mountPropagation, target), ['/spec/template/spec/containers/0/volumeMounts/1/mountPropagation'])
})
