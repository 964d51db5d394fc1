import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, fixed, outcomeOf, pod } from '../harness.ts'
import { capSysAdmin } from './check.ts'

const adding = (...add: string[]) => pod({ containers: [{ name: 'app', securityContext: { capabilities: { add } } }] })
const found = ['/spec/containers/0/securityContext/capabilities/add']

test('toride sees every spelling and what holds it', () => {
  for (const name of ['SYS_ADMIN', 'CAP_SYS_ADMIN', 'sys_admin', 'cap_Sys_Admin', 'ALL', 'all'])
    assert.deepEqual(failing(capSysAdmin, adding('CHOWN', name)), found, name)
  for (const name of ['SYS_ADMINS', 'SYS_PTRACE', '']) assert.deepEqual(failing(capSysAdmin, adding(name)), [], name)
})

test('defender sees the exact name', () => {
  assert.deepEqual(failing(capSysAdmin, adding('SYS_ADMIN'), { profile: 'defender' }), found)
  for (const name of ['CAP_SYS_ADMIN', 'sys_admin', 'ALL'])
    assert.deepEqual(failing(capSysAdmin, adding(name), { profile: 'defender' }), [], name)
})

test('dropping is no adding, and a privileged container is the matter of another check', () => {
  const target = pod({ containers: [{ securityContext: { privileged: true, capabilities: { drop: ['SYS_ADMIN'] } } }] })
  assert.deepEqual(failing(capSysAdmin, target), [])
})

test('toride looks at ephemeral containers and not at Windows', () => {
  const container = { securityContext: { capabilities: { add: ['SYS_ADMIN'] } } }
  assert.equal(failing(capSysAdmin, pod({ ephemeralContainers: [container] })).length, 1)
  assert.equal(failing(capSysAdmin, pod({ ephemeralContainers: [container] }), { profile: 'defender' }).length, 0)
  assert.equal(outcomeOf(capSysAdmin, pod({ containers: [container], os: { name: 'windows' } }))?.reason, 'windows')
})

test('the fix takes the capability away and leaves the others, but does not touch ALL', () => {
  const capabilities = (...add: string[]) => (fixed(capSysAdmin, adding(...add)).spec as { containers: object[] }).containers[0]
  assert.deepEqual(capabilities('CHOWN', 'CAP_SYS_ADMIN'), { name: 'app', securityContext: { capabilities: { add: ['CHOWN'] } } })
  assert.deepEqual(capabilities('SYS_ADMIN'), { name: 'app', securityContext: { capabilities: {} } })
  assert.deepEqual(capabilities('ALL'), { name: 'app', securityContext: { capabilities: { add: ['ALL'] } } })
})
