import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { serviceLinks } from './check.ts'

test('the default is on', () => {
  assert.deepEqual(failing(serviceLinks, pod()), ['/spec/enableServiceLinks'])
})
