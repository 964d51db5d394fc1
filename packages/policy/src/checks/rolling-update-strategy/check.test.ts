import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployment, failing } from '../harness.ts'
import { rollingUpdateStrategy } from './check.ts'

const recreate = { replicas: 2, strategy: { type: 'Recreate' } }

test('pods that share a volume have to be recreated', () => {
  assert.deepEqual(failing(rollingUpdateStrategy, deployment({}, recreate)), ['/spec/strategy/type'])
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }]
  assert.deepEqual(failing(rollingUpdateStrategy, deployment({ volumes }, recreate)), [])
})

test('a single replica is looked at elsewhere', () => {
  assert.deepEqual(failing(rollingUpdateStrategy, deployment({}, { ...recreate, replicas: 1 })), [])
})
