import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ContainerSecurityContext, PodSecurityContext } from '../../model/pod.ts'
import { failing, fixed, outcomeOf, pod } from '../harness.ts'
import { privilegeEscalation } from './check.ts'

const withContext = (securityContext: ContainerSecurityContext, ofPod: PodSecurityContext = {}) =>
  pod({ securityContext: ofPod, containers: [{ name: 'app', securityContext }] })
const found = ['/spec/containers/0/securityContext/allowPrivilegeEscalation']

for (const profile of ['toride', 'defender'] as const) {
  test(`${profile}: the field must be false`, () => {
    assert.deepEqual(failing(privilegeEscalation, pod(), { profile }), found)
    assert.deepEqual(failing(privilegeEscalation, withContext({ runAsUser: 1000 }), { profile }), found)
    assert.deepEqual(failing(privilegeEscalation, withContext({ allowPrivilegeEscalation: true }), { profile }), found)
    assert.deepEqual(failing(privilegeEscalation, withContext({ allowPrivilegeEscalation: false }), { profile }), [])
  })
}

test('toride: with the parameter false, who is not root may leave the field out', () => {
  const check = (context: ContainerSecurityContext, ofPod: PodSecurityContext = {}, profile: 'toride' | 'defender' = 'toride') =>
    failing(privilegeEscalation, withContext(context, ofPod), { profile, parameters: { forcePrivilegeEscalationToBeFalse: false } }).length
  assert.equal(check({ runAsUser: 1000 }), 0)
  assert.equal(check({}, { runAsUser: 1000 }), 0)
  assert.equal(check({}, { runAsNonRoot: true }), 0)
  assert.equal(check({ runAsUser: 0 }, { runAsUser: 1000, runAsNonRoot: true }), 1)
  assert.equal(check({ allowPrivilegeEscalation: true, runAsUser: 1000 }), 1)
  assert.equal(check({}), 1)
  assert.equal(check({ runAsUser: 1000 }, {}, 'defender'), 1)
})

test('toride looks at ephemeral containers and not at Windows', () => {
  const target = pod({ containers: [], ephemeralContainers: [{}] })
  assert.equal(failing(privilegeEscalation, target).length, 1)
  assert.equal(failing(privilegeEscalation, target, { profile: 'defender' }).length, 0)
  assert.equal(outcomeOf(privilegeEscalation, pod({ os: { name: 'windows' } }))?.reason, 'windows')
})

test('the fix also takes away what the API server refuses beside it', () => {
  const context = (before: ContainerSecurityContext) =>
    (fixed(privilegeEscalation, withContext(before)).spec as { containers: { securityContext: ContainerSecurityContext }[] }).containers[0]
      ?.securityContext
  assert.deepEqual(context({ capabilities: { add: ['CHOWN'] } }), { capabilities: { add: ['CHOWN'] }, allowPrivilegeEscalation: false })
  assert.deepEqual(context({ privileged: true, capabilities: { add: ['CAP_SYS_ADMIN', 'CHOWN'] } }), {
    privileged: false,
    capabilities: { add: ['CHOWN'] },
    allowPrivilegeEscalation: false,
  })
})
