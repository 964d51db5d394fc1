import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployment, failing } from '../harness.ts'
import { replicaSpread } from './check.ts'

test('one replica needs no rule, and an empty rule is none', () => {
  assert.deepEqual(failing(replicaSpread, deployment()), [])
  const affinity = { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } }
  assert.equal(failing(replicaSpread, deployment({ affinity }, { replicas: 2 })).length, 1)
})
