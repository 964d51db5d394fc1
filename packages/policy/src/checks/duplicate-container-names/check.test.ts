import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { duplicateContainerNames } from './check.ts'

test('ephemeral containers share the names as well', () => {
  assert.deepEqual(failing(duplicateContainerNames, pod({ ephemeralContainers: [{ name: 'app' }] })), ['/spec/ephemeralContainers/0/name'])
})
