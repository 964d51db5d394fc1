import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { imageDigest } from './check.ts'

test('init containers count', () => {
  const target = pod({ containers: [{ image: `a@sha256:${'0'.repeat(64)}` }], initContainers: [{ image: 'b:1' }] })
  assert.deepEqual(failing(imageDigest, target), ['/spec/initContainers/0/image'])
})
