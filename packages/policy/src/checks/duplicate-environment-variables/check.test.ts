import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { duplicateEnvironmentVariables } from './check.ts'

test('each further one is a finding', () => {
  const env = [{ name: 'A' }, { name: 'A' }, { name: 'A' }]
  assert.deepEqual(failing(duplicateEnvironmentVariables, pod({ containers: [{ env }] })), [
    '/spec/containers/0/env/1/name',
    '/spec/containers/0/env/2/name',
  ])
})
