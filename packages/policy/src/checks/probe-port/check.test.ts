import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { probePort } from './check.ts'

test('a number needs no declaration where there is none, a name does', () => {
  const target = pod({
    containers: [
      { livenessProbe: { httpGet: { port: 80 } }, startupProbe: { grpc: { port: 9 } }, readinessProbe: { httpGet: { port: 'web' } } },
    ],
  })
  assert.deepEqual(failing(probePort, target), ['/spec/containers/0/readinessProbe/httpGet/port'])
})

test('a probe of another host is left alone', () => {
  const target = pod({ containers: [{ ports: [{ containerPort: 1 }], livenessProbe: { httpGet: { host: 'x', port: 2 } } }] })
  assert.deepEqual(failing(probePort, target), [])
})
