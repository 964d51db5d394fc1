import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object, outcomeOf } from '../harness.ts'
import { secretManifests } from './check.ts'

const secret = (fields: object, metadata = {}) => object('v1', 'Secret', { ...fields }, metadata)

test('the value never stands in the finding', () => {
  const outcome = outcomeOf(secretManifests, secret({ data: { token: 'Y29ycmVjdA==' }, stringData: { a: 'correct-horse' } }))
  assert.deepEqual(
    outcome?.violations.map(({ pointer, data }) => ({ pointer, data })),
    [
      { pointer: '/stringData', data: { count: 1, key: 'a' } },
      { pointer: '/data', data: { count: 1, key: 'token' } },
    ],
  )
})

test('Secrets of a cluster are no manifests', () => {
  assert.deepEqual(failing(secretManifests, secret({ data: { token: 'Y29ycmVjdA==' } }, { uid: 'a' })), [])
})
