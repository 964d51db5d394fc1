import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { jobTtl } from './check.ts'

test('what others clean up is left to them', () => {
  const job = (metadata: Record<string, unknown>) => failing(jobTtl, object('batch/v1', 'Job', { spec: {} }, metadata)).length
  assert.equal(job({}), 1)
  assert.equal(job({ annotations: { 'helm.sh/hook': 'pre-install' } }), 0)
  assert.equal(job({ ownerReferences: [{ apiVersion: 'batch/v1', kind: 'CronJob', name: 'a', controller: true }] }), 0)
})
