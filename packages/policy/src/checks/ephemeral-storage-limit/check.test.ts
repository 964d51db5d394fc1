import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { ephemeralStorageLimit } from './check.ts'

test('ephemeral containers may not have limits', () => {
  assert.deepEqual(failing(ephemeralStorageLimit, pod({ containers: [], ephemeralContainers: [{}] })), [])
})
