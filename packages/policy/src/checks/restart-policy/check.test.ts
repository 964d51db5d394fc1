import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { restartPolicy } from './check.ts'

test('a bare pod may do as it likes', () => {
  for (const policy of ['Always', 'OnFailure', 'Never']) assert.deepEqual(failing(restartPolicy, pod({ restartPolicy: policy })), [])
})
