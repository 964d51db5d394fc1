import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Handler } from '../../model/pod.ts'
import { failing, pod } from '../harness.ts'
import { identicalProbes } from './check.ts'

const probing = (livenessProbe: Handler, readinessProbe: Handler) =>
  failing(identicalProbes, pod({ containers: [{ livenessProbe, readinessProbe }] })).length

test('every kind of action is compared', () => {
  assert.equal(probing({ exec: { command: ['a', 'b'] } }, { exec: { command: ['a', 'b'] } }), 1)
  assert.equal(probing({ exec: { command: ['a', 'b'] } }, { exec: { command: ['a'] } }), 0)
  assert.equal(probing({ grpc: { port: 1 } }, { grpc: { port: 1 } }), 1)
  assert.equal(probing({ tcpSocket: { port: 1 } }, { httpGet: { port: 1 } }), 0)
  assert.equal(probing({}, {}), 0)
})
