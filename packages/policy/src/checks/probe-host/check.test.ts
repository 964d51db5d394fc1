import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, fixed, pod } from '../harness.ts'
import { probeHost } from './check.ts'

test('hooks count, and the fix removes the host alone', () => {
  const target = pod({ containers: [{ lifecycle: { preStop: { httpGet: { host: '10.0.0.1', port: 80 } } } }] })
  assert.deepEqual(failing(probeHost, target), ['/spec/containers/0/lifecycle/preStop/httpGet/host'])
  assert.deepEqual(fixed(probeHost, target).spec, { containers: [{ lifecycle: { preStop: { httpGet: { port: 80 } } } }] })
})
