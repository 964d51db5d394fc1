import assert from 'node:assert/strict'
import { test } from 'node:test'
import { object, outcomeOf } from '../harness.ts'
import { configMapSecrets } from './check.ts'

const secret = 'correct-horse'

test('a finding never carries the value', () => {
  const data = { 'api/key': secret, API_KEY: secret, file: `postgres://cart:${secret}@db/cart` }
  const { violations } = outcomeOf(configMapSecrets, object('v1', 'ConfigMap', { data })) ?? { violations: [] }
  assert.deepEqual(
    violations.map(({ pointer, message }) => `${pointer} ${message}`),
    ['/data/api~1key default', '/data/API_KEY default', '/data/file credential'],
  )
  assert.ok(!JSON.stringify(violations).includes(secret))
})

test('a long text under such a name is a file', () => {
  const data = { password: 'how to choose a password\n'.repeat(20) }
  assert.equal(outcomeOf(configMapSecrets, object('v1', 'ConfigMap', { data })), undefined)
})
