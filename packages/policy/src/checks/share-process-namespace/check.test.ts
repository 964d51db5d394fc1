import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployment, failing } from '../harness.ts'
import { shareProcessNamespace } from './check.ts'

test('the template of a workload is looked at', () => {
  assert.deepEqual(failing(shareProcessNamespace, deployment({ shareProcessNamespace: true })), [
    '/spec/template/spec/shareProcessNamespace',
  ])
})
