import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventTopics } from '@toride/contract/events'
import { type Operation, operations } from '@toride/contract/operations'
import { isStaleAfter, topicsOf } from './topics.ts'

test('every operation that reads says what makes its answer stale', () => {
  const constant = ['getSetup', 'listRoles', 'listChecks', 'getEnvironment', 'getExemption', 'streamEvents']
  const reading = (Object.keys(operations) as Operation[]).filter((operation) => operations[operation].startsWith('GET '))
  assert.deepEqual(
    reading.filter((operation) => topicsOf[operation] === undefined && !constant.includes(operation)),
    [],
  )
})

test('every topic makes something stale', () => {
  const heard = new Set(Object.values(topicsOf).flat())
  assert.deepEqual(
    eventTopics.filter((topic) => !heard.has(topic)),
    [],
  )
})

test('a change of jobs leaves the inventory alone', () => {
  assert.equal(isStaleAfter('listJobs', new Set(['jobs'])), true)
  assert.equal(isStaleAfter('listResources', new Set(['jobs'])), false)
})
