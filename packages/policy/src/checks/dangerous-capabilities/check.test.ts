import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { dangerousCapabilities } from './check.ts'

const adding = (...add: string[]) => pod({ containers: [{ securityContext: { capabilities: { add } } }] })

test('prefix and case do not hide a capability', () => {
  assert.equal(failing(dangerousCapabilities, adding('cap_sys_module', 'Sys_RawIO')).length, 2)
})

test('ALL holds each of them', () => {
  assert.deepEqual(failing(dangerousCapabilities, adding('ALL')), ['/spec/containers/0/securityContext/capabilities/add/0'])
})

test('the list is a parameter', () => {
  const parameters = { disallowedCapabilities: ['CAP_NET_ADMIN'] }
  assert.deepEqual(failing(dangerousCapabilities, adding('NET_ADMIN', 'SYSLOG'), { parameters }), [
    '/spec/containers/0/securityContext/capabilities/add/0',
  ])
})
