import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, fixed, pod } from '../harness.ts'
import { privilegedContainers } from './check.ts'

const privileged = { securityContext: { privileged: true } }

test('init and ephemeral containers count as containers', () => {
  const target = pod({ initContainers: [privileged], ephemeralContainers: [privileged] })
  assert.deepEqual(failing(privilegedContainers, target), [
    '/spec/initContainers/0/securityContext/privileged',
    '/spec/ephemeralContainers/0/securityContext/privileged',
  ])
})

test('the profile defender does not see ephemeral containers', () => {
  assert.deepEqual(failing(privilegedContainers, pod({ ephemeralContainers: [privileged] }), { profile: 'defender' }), [])
})

test('only true is privileged', () => {
  assert.deepEqual(failing(privilegedContainers, pod({ containers: [{ securityContext: { privileged: false } }, {}] })), [])
})

test('the fix sets false', () => {
  const target = pod({ containers: [{ name: 'app', ...privileged }] })
  assert.deepEqual(fixed(privilegedContainers, target).spec, { containers: [{ name: 'app', securityContext: { privileged: false } }] })
})
