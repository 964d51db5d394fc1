import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outcomeOf, pod } from '../harness.ts'
import { invalidImageName } from './check.ts'

test('an image of the wrong type is none', () => {
  const target = pod({ containers: [{ name: 'app', image: 5 as never }] })
  assert.deepEqual(
    outcomeOf(invalidImageName, target)?.violations.map(({ message }) => message),
    ['empty'],
  )
})
