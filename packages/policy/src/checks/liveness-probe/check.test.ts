import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployment, failing, object, pod } from '../harness.ts'
import { livenessProbe } from './check.ts'

test('what is meant to end needs none', () => {
  const job = object('batch/v1', 'Job', { spec: { template: { spec: { containers: [{ name: 'app' }] } } } })
  assert.deepEqual(failing(livenessProbe, job), [])
  assert.deepEqual(failing(livenessProbe, pod({ restartPolicy: 'Never' })), [])
  assert.equal(failing(livenessProbe, pod()).length, 1)
  assert.equal(failing(livenessProbe, deployment({ restartPolicy: 'Never' })).length, 1)
})

test('init containers need none', () => {
  assert.deepEqual(failing(livenessProbe, pod({ containers: [], initContainers: [{}] })), [])
})
