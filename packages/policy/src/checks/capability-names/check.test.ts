import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, fixed, pod } from '../harness.ts'
import { capabilityNames } from './check.ts'

const withCapabilities = (capabilities: { add?: string[]; drop?: string[] }) => pod({ containers: [{ securityContext: { capabilities } }] })

test('lower case is understood', () => {
  assert.deepEqual(failing(capabilityNames, withCapabilities({ drop: ['all'], add: ['chown'] })), [])
})

test('the fix corrects what is dropped and grants nothing', () => {
  const { spec } = fixed(capabilityNames, withCapabilities({ drop: ['cap_net_raw'], add: ['CAP_CHOWN'] }))
  assert.deepEqual(spec, { containers: [{ securityContext: { capabilities: { drop: ['NET_RAW'], add: ['CAP_CHOWN'] } } }] })
})
