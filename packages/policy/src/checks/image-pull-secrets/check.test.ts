import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { imagePullSecrets } from './check.ts'

test('left out is none', () => {
  assert.deepEqual(failing(imagePullSecrets, pod()), ['/spec/imagePullSecrets'])
})
