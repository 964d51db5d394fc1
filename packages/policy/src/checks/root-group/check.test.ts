import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { rootGroup } from './check.ts'

test('pod and containers are looked at', () => {
  const target = pod({ securityContext: { runAsGroup: 0 }, containers: [{ securityContext: { runAsGroup: 0 } }, {}] })
  assert.deepEqual(failing(rootGroup, target), ['/spec/securityContext/runAsGroup', '/spec/containers/0/securityContext/runAsGroup'])
})
