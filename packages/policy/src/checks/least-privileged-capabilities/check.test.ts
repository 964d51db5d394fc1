import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Capabilities } from '../../model/pod.ts'
import { failing, fixed, outcomeOf, pod } from '../harness.ts'
import { leastPrivilegedCapabilities } from './check.ts'

const withCapabilities = (capabilities: Capabilities, more = {}) =>
  pod({ containers: [{ name: 'app', securityContext: { capabilities } }], ...more })
const check = (capabilities: Capabilities, options = {}) =>
  failing(leastPrivilegedCapabilities, withCapabilities(capabilities), options).map((pointer) => pointer.split('/').at(-1))

for (const profile of ['toride', 'defender'] as const) {
  test(`${profile}: what is added must be allowed; * allows all`, () => {
    const allowing = (allowedCapabilities: string[]) => ({ profile, parameters: { allowedCapabilities, requiredDropCapabilities: [] } })
    assert.deepEqual(check({ add: ['NET_ADMIN', 'CHOWN'] }, allowing(['CHOWN'])), ['add'])
    assert.deepEqual(check({ add: ['CHOWN'] }, allowing(['CHOWN'])), [])
    assert.deepEqual(check({ add: ['ALL'] }, allowing(['*'])), [])
    assert.deepEqual(check({}, allowing([])), [])
  })

  test(`${profile}: what must be dropped must stand in drop, also without a security context`, () => {
    const options = { profile, parameters: { requiredDropCapabilities: ['NET_RAW', 'CHOWN'] } }
    assert.deepEqual(check({ drop: ['NET_RAW', 'CHOWN'] }, options), [])
    const found = outcomeOf(leastPrivilegedCapabilities, withCapabilities({ drop: ['CHOWN'] }), options)?.violations
    assert.deepEqual(
      found?.map(({ message, data }) => [message, data.capabilities]),
      [['not-dropped', 'NET_RAW']],
    )
    assert.deepEqual(failing(leastPrivilegedCapabilities, pod(), options), ['/spec/containers/0/securityContext/capabilities/drop'])
  })
}

test('defender: any added capability fails, dropping is not asked for', () => {
  assert.deepEqual(check({ add: ['NET_BIND_SERVICE'] }, { profile: 'defender' }), ['add'])
  assert.deepEqual(check({}, { profile: 'defender' }), [])
})

test('defender compares names letter by letter', () => {
  const options = {
    profile: 'defender',
    parameters: { allowedCapabilities: ['NET_ADMIN'], requiredDropCapabilities: ['NET_RAW'] },
  } as const
  assert.deepEqual(check({ add: ['CAP_NET_ADMIN'], drop: ['ALL'] }, options), ['add', 'drop'])
})

test('toride knows other spellings, and that ALL drops everything', () => {
  const options = { parameters: { allowedCapabilities: ['CAP_NET_ADMIN'], requiredDropCapabilities: ['NET_RAW'] } }
  assert.deepEqual(check({ add: ['net_admin', 'NET_ADMIN'], drop: ['all'] }, options), [])
  assert.deepEqual(check({ drop: ['net_raw'] }, options), [])
  assert.deepEqual(check({ drop: ['CAP_NET_RAW'] }, options), ['drop'])
  assert.deepEqual(check({ drop: ['NET_RAW'] }, { parameters: { requiredDropCapabilities: ['ALL'] } }), ['drop'])
  assert.deepEqual(check({ add: ['ALL'] }), ['add'])
  assert.deepEqual(check({ add: ['NET_BIND_SERVICE'] }), [])
})

test('toride looks at ephemeral containers and not at Windows', () => {
  const target = pod({ ephemeralContainers: [{ securityContext: { capabilities: { add: ['SYS_PTRACE'] } } }] })
  assert.equal(failing(leastPrivilegedCapabilities, target).length, 1)
  assert.deepEqual(failing(leastPrivilegedCapabilities, target, { profile: 'defender' }), [])
  const windows = withCapabilities({ add: ['NET_ADMIN'] }, { os: { name: 'windows' } })
  assert.equal(outcomeOf(leastPrivilegedCapabilities, windows)?.reason, 'windows')
})

const capabilitiesAfterFix = (capabilities: Capabilities, requiredDropCapabilities: string[] = []) => {
  const { spec } = fixed(leastPrivilegedCapabilities, withCapabilities(capabilities), { parameters: { requiredDropCapabilities } })
  return (spec as { containers: { securityContext: { capabilities: Capabilities } }[] }).containers[0]?.securityContext.capabilities
}

test('the fix takes away what is not allowed and drops what is missing', () => {
  assert.deepEqual(capabilitiesAfterFix({ add: ['NET_ADMIN', 'NET_BIND_SERVICE'] }), { add: ['NET_BIND_SERVICE'] })
  assert.deepEqual(capabilitiesAfterFix({ add: ['NET_ADMIN'], drop: ['CHOWN'] }), { drop: ['CHOWN'] })
  assert.deepEqual(capabilitiesAfterFix({ drop: ['CHOWN'] }, ['NET_RAW', 'MKNOD']), { drop: ['CHOWN', 'NET_RAW', 'MKNOD'] })
  assert.deepEqual(capabilitiesAfterFix({ drop: ['CHOWN'] }, ['ALL']), { drop: ['ALL'] })
})

test('there is no fix for ALL, since nobody knows what is needed', () => {
  assert.deepEqual(capabilitiesAfterFix({ add: ['ALL'] }), { add: ['ALL'] })
})
