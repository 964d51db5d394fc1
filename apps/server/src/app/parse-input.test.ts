import assert from 'node:assert/strict'
import { test } from 'node:test'
import { route } from '@toride/contract/route'
import { several } from '@toride/contract/values'
import { z } from 'zod'
import { parseInput } from './parse-input.ts'
import { RequestProblem } from './request-problem.ts'

const sample = route({
  tag: 'Test',
  summary: 'Test',
  access: 'public',
  params: z.object({ id: z.string().max(3) }),
  query: z.object({ state: several(z.enum(['open', 'shut'])) }),
  body: z.strictObject({ name: z.string(), tags: z.array(z.string()).optional() }),
  status: 204,
})

function pathsOf(raw: { params?: unknown; query?: unknown; body?: unknown }): string[] {
  try {
    parseInput(sample, { params: { id: 'a' }, query: {}, body: { name: 'x' }, ...raw })
    return []
  } catch (error) {
    assert.ok(error instanceof RequestProblem)
    assert.equal(error.code, 'request-invalid')
    return error.fields.map(({ path }) => path)
  }
}

test('a filter that stands once is a list of one', () => {
  const { query } = parseInput(sample, { params: { id: 'a' }, query: { state: 'open' }, body: { name: 'x' } })
  assert.deepEqual(query, { state: ['open'] })
})

test('every field that does not fit is named by its place', () => {
  assert.deepEqual(pathsOf({ params: { id: 'long' }, query: { state: ['open', 'ajar'] }, body: { name: 1, tags: ['a', 2] } }), [
    'params/id',
    'query/state/1',
    '/name',
    '/tags/1',
  ])
})

test('a field that nobody knows is named, not passed over', () => {
  assert.deepEqual(pathsOf({ query: { stat: 'open' }, body: { name: 'x', tag: [], 'a/b': 1 } }), ['query/stat', '/tag', '/a~1b'])
})

test('text that the database cannot hold is refused wherever it stands', () => {
  assert.deepEqual(pathsOf({ params: { id: '\0' } }), ['params/id'])
  assert.deepEqual(pathsOf({ body: { name: 'x', tags: ['fine', '\ud800'] } }), ['/tags/1'])
})

test('a body that is missing is a problem of the body', () => {
  assert.deepEqual(pathsOf({ body: undefined }), [''])
})
