import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError } from '@toride/contract/client'
import { toldBy } from './problem.ts'

test('an answer of the server tells its detail', () => {
  const answer = {
    type: '',
    title: '',
    status: 409,
    code: 'name-taken',
    detail: 'The name "a" is taken',
    hint: 'Choose another.',
    errors: [],
  }
  assert.deepEqual(toldBy(new ApiError(answer)), { code: 'name-taken', text: 'The name "a" is taken', hint: 'Choose another.' })
})

test('a problem that the server has kept tells its message', () => {
  const kept = { code: 'cluster-unreachable', message: 'The cluster did not answer: timeout', hint: 'Check the address.' }
  assert.deepEqual(toldBy(kept), { code: kept.code, text: kept.message, hint: kept.hint })
})

test('a failed connection tells nothing', () => {
  assert.equal(toldBy(new TypeError('Failed to fetch')), undefined)
  assert.equal(toldBy(null), undefined)
})
