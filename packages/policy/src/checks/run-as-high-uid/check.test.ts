import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { runAsHighUid } from './check.ts'

test('the container goes before the pod', () => {
  const target = pod({ securityContext: { runAsUser: 20_000 }, containers: [{ securityContext: { runAsUser: 1 } }, {}] })
  assert.deepEqual(failing(runAsHighUid, target), ['/spec/containers/0/securityContext/runAsUser'])
  assert.equal(failing(runAsHighUid, target, { parameters: { minimum: 30_000 } }).length, 2)
})
