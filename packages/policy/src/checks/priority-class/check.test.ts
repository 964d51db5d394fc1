import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { priorityClass } from './check.ts'

test('left out is none', () => {
  assert.deepEqual(failing(priorityClass, pod()), ['/spec/priorityClassName'])
})
