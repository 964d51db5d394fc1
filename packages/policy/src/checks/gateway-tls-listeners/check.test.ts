import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { gatewayTlsListeners } from './check.ts'

test('other protocols are not web pages', () => {
  const spec = {
    listeners: [
      { protocol: 'TCP', port: 5432 },
      { protocol: 'HTTP', port: 8080 },
    ],
  }
  assert.deepEqual(failing(gatewayTlsListeners, object('gateway.networking.k8s.io/v1', 'Gateway', { spec })), [
    '/spec/listeners/1/protocol',
  ])
})
