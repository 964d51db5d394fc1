import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outcomeOf, pod } from '../harness.ts'
import { imageTagLatest } from './check.ts'

test('the message tells a tag from none', () => {
  const target = pod({ containers: [{ image: 'nginx' }, { image: 'nginx:latest' }, { image: 'nginx:1' }, {}] })
  assert.deepEqual(
    outcomeOf(imageTagLatest, target)?.violations.map(({ message }) => message),
    ['none', 'default'],
  )
})
