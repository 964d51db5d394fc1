import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { externalIps } from './check.ts'

test('addresses and blocks can be allowed; what is no address cannot', () => {
  const service = object('v1', 'Service', { spec: { externalIPs: ['192.0.2.7', '198.51.100.1', 'all'] } })
  assert.deepEqual(failing(externalIps, service, { parameters: { allowedExternalIPs: ['192.0.2.0/24', 'all'] } }), [
    '/spec/externalIPs/1',
    '/spec/externalIPs/2',
  ])
})
