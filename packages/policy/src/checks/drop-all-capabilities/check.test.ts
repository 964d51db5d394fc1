import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, fixed, pod } from '../harness.ts'
import { dropAllCapabilities } from './check.ts'

test('init containers count, in any spelling of all', () => {
  const target = pod({ containers: [{ securityContext: { capabilities: { drop: ['all'] } } }], initContainers: [{}] })
  assert.deepEqual(failing(dropAllCapabilities, target), ['/spec/initContainers/0/securityContext/capabilities/drop'])
})

test('the fix makes the list', () => {
  assert.deepEqual(fixed(dropAllCapabilities, pod({ containers: [{}] })).spec, {
    containers: [{ securityContext: { capabilities: { drop: ['ALL'] } } }],
  })
})
