import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object, pod } from '../harness.ts'
import { readinessProbe } from './check.ts'

test('the pods of a CronJob need none', () => {
  const template = { spec: { containers: [{ name: 'app' }] } }
  const cronJob = object('batch/v1', 'CronJob', { spec: { jobTemplate: { spec: { template } } } })
  assert.deepEqual(failing(readinessProbe, cronJob), [])
  assert.deepEqual(failing(readinessProbe, pod()), ['/spec/containers/0/readinessProbe'])
})
