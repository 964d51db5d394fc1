import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outcomeOf, pod } from '../harness.ts'
import { emptyDirSizeLimit } from './check.ts'

test('disks count on demand', () => {
  const target = pod({ volumes: [{ name: 'a', emptyDir: {} }] })
  assert.equal(outcomeOf(emptyDirSizeLimit, target), undefined)
  assert.equal(outcomeOf(emptyDirSizeLimit, target, { parameters: { allMedia: true } })?.violations[0]?.message, 'disk')
})
