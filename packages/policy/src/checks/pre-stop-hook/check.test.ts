import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployment, failing, pod } from '../harness.ts'
import { preStopHook } from './check.ts'

test('a bare pod is not rolled out', () => {
  assert.deepEqual(failing(preStopHook, pod()), [])
  assert.deepEqual(failing(preStopHook, deployment()), ['/spec/template/spec/containers/0/lifecycle/preStop'])
})
