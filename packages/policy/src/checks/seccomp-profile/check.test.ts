import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, fixed, outcomeOf, pod } from '../harness.ts'
import { seccompProfile } from './check.ts'

const runtimeDefault = { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } }

test('the profile of a container goes before that of the pod', () => {
  const unconfined = { securityContext: { seccompProfile: { type: 'Unconfined' } } }
  const target = pod({ ...runtimeDefault, containers: [{}, unconfined] })
  assert.deepEqual(failing(seccompProfile, target), ['/spec/containers/1/securityContext/seccompProfile'])
})

test('a single local profile can be allowed', () => {
  const target = pod({ securityContext: { seccompProfile: { type: 'Localhost', localhostProfile: 'app.json' } } })
  assert.deepEqual(failing(seccompProfile, target, { parameters: { allowedProfiles: ['Localhost/app.json'] } }), [])
  assert.equal(failing(seccompProfile, target, { parameters: { allowedProfiles: ['Localhost/other.json'] } }).length, 1)
})

test('annotations count until Kubernetes 1.26', () => {
  const target = pod({}, { annotations: { 'seccomp.security.alpha.kubernetes.io/pod': 'runtime/default' } })
  assert.deepEqual(failing(seccompProfile, target, { targetMinor: 26 }), [])
  assert.equal(failing(seccompProfile, target, { targetMinor: 27 }).length, 1)
  assert.equal(failing(seccompProfile, target).length, 1)
})

test('Windows has no seccomp', () => {
  assert.equal(outcomeOf(seccompProfile, pod({ os: { name: 'windows' } }))?.reason, 'windows')
})

test('the fix sets the default profile', () => {
  assert.deepEqual(fixed(seccompProfile, pod({ containers: [{ name: 'app' }] })).spec, { containers: [{ name: 'app', ...runtimeDefault }] })
})
