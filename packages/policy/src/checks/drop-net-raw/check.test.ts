import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, fixed, outcomeOf, pod } from '../harness.ts'
import { dropNetRaw } from './check.ts'

const withCapabilities = (capabilities: { add?: string[]; drop?: string[] }) =>
  pod({ containers: [{ name: 'app', securityContext: { capabilities } }] })

test('lower case drops, the prefix does not', () => {
  assert.deepEqual(failing(dropNetRaw, withCapabilities({ drop: ['net_raw'] })), [])
  assert.deepEqual(failing(dropNetRaw, withCapabilities({ drop: ['CAP_NET_RAW'] })), ['/spec/containers/0/securityContext/capabilities'])
})

test('a capability that is dropped by its name stays dropped when it is added as well', () => {
  assert.deepEqual(failing(dropNetRaw, withCapabilities({ drop: ['NET_RAW'], add: ['NET_RAW'] })), [])
})

test('adding all capabilities takes the drop of all back', () => {
  assert.equal(outcomeOf(dropNetRaw, withCapabilities({ drop: ['ALL'], add: ['ALL'] }))?.violations[0]?.message, 'added')
})

test('the fix keeps what is dropped already', () => {
  const { spec } = fixed(dropNetRaw, withCapabilities({ drop: ['CHOWN'] }))
  assert.deepEqual(spec, { containers: [{ name: 'app', securityContext: { capabilities: { drop: ['CHOWN', 'NET_RAW'] } } }] })
})
