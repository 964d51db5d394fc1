import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployment, failing, pod } from '../harness.ts'
import { nodeName } from './check.ts'

test('a running pod has been placed, a template or manifest has not', () => {
  assert.deepEqual(failing(nodeName, pod({ nodeName: 'node-1' }, { uid: '1' })), [])
  assert.deepEqual(failing(nodeName, pod({ nodeName: 'node-1' })), ['/spec/nodeName'])
  assert.deepEqual(failing(nodeName, deployment({ nodeName: 'node-1' })), ['/spec/template/spec/nodeName'])
})
