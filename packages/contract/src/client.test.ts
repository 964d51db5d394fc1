import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError, createClient, operationUrl } from './client.ts'

function recording(answer: () => Response) {
  const seen: { url: string; init: RequestInit }[] = []
  const fetch = async (url: string, init: RequestInit) => {
    seen.push({ url, init })
    return answer()
  }
  return { seen, fetch }
}

test('parameters go into the path, lists become repeated filters, and the body is JSON', async () => {
  const { seen, fetch } = recording(() => Response.json({ items: [] }))
  const client = createClient({ fetch, baseUrl: 'http://server' })
  await client.listAffectedResources({ params: { check: 'run-as-root' }, query: { state: ['unhealthy', 'exempt'], limit: 5 } })
  await client.signIn({ body: { username: 'ada', password: 'correct horse' } })
  assert.equal(seen[0]?.url, 'http://server/api/v1/recommendations/run-as-root/resources?state=unhealthy&state=exempt&limit=5')
  assert.equal(seen[1]?.init.method, 'POST')
  assert.equal(seen[1]?.init.body, '{"username":"ada","password":"correct horse"}')
})

test('a value cannot leave its place in the path', () => {
  assert.equal(operationUrl('getResource', { params: { resource: '../users' } }), '/api/v1/resources/..%2Fusers')
})

test('the file of a filtered list keeps the filter', () => {
  assert.equal(operationUrl('listResources', { query: { q: 'a&b' } }, '.csv'), '/api/v1/resources.csv?q=a%26b')
})

test('a problem of the server rejects with its code', async () => {
  const problem = { type: 'about:blank', title: 't', status: 404, code: 'not-found', detail: 'no', hint: '', errors: [] }
  const client = createClient({ fetch: recording(() => Response.json(problem, { status: 404 })).fetch, baseUrl: '' })
  await assert.rejects(client.getJob({ params: { job: 'x' } }), (error) => error instanceof ApiError && error.problem.code === 'not-found')
})

test('an answer that is not of the API rejects instead of being taken for data', async () => {
  const client = createClient({ fetch: recording(() => new Response('<html>', { status: 200 })).fetch, baseUrl: '' })
  await assert.rejects(client.getScore(), (error) => error instanceof ApiError && error.problem.code === 'answer-unreadable')
})

test('an operation without a body answers undefined', async () => {
  const client = createClient({ fetch: recording(() => new Response(null, { status: 204 })).fetch, baseUrl: '' })
  assert.equal(await client.signOut(), undefined)
})
