import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { ownerLabel } from './check.ts'

test('an annotation is as good as a label', () => {
  assert.deepEqual(failing(ownerLabel, pod({}, { annotations: { owner: 'shop' } })), [])
  assert.deepEqual(failing(ownerLabel, pod()), ['/metadata/labels'])
})
