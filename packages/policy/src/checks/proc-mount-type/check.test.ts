import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { procMountType } from './check.ts'

test('ephemeral containers count', () => {
  const target = pod({ ephemeralContainers: [{ securityContext: { procMount: 'Unmasked' } }] })
  assert.deepEqual(failing(procMountType, target), ['/spec/ephemeralContainers/0/securityContext/procMount'])
})

test('a value of the wrong type is no type at all', () => {
  assert.deepEqual(failing(procMountType, pod({ containers: [{ securityContext: { procMount: 1 as never } }] })), [])
})

test('in a user namespace of its own a pod may see all of /proc', () => {
  const target = pod({ hostUsers: false, containers: [{ securityContext: { procMount: 'Unmasked' } }] })
  assert.deepEqual(failing(procMountType, target), [])
  assert.equal(failing(procMountType, target, { targetMinor: 34 }).length, 1)
})
