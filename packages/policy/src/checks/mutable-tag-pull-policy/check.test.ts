import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, fixed, pod } from '../harness.ts'
import { mutableTagPullPolicy } from './check.ts'

test('left out it means Always', () => {
  assert.deepEqual(failing(mutableTagPullPolicy, pod({ containers: [{ image: 'nginx' }] })), [])
})

test('the fix pulls always', () => {
  const { spec } = fixed(mutableTagPullPolicy, pod({ containers: [{ image: 'nginx', imagePullPolicy: 'Never' }] }))
  assert.deepEqual(spec, { containers: [{ image: 'nginx', imagePullPolicy: 'Always' }] })
})
