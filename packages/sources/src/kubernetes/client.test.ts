import assert from 'node:assert/strict'
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type ScriptedServer, sendJson, startScriptedServer, statusOf } from '../../test/scripted-server.ts'
import type { ApiFailure, ApiResult } from './api-failure.ts'
import { createClient, type KubernetesClient, requestJson } from './client.ts'
import type { ClusterConnection } from './connection.ts'

async function serving(
  t: TestContext,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  changes: Partial<ClusterConnection> = {},
): Promise<{ readonly client: KubernetesClient; readonly server: ScriptedServer }> {
  const server = await startScriptedServer(answer)
  const client = createClient({ ...server.connection, ...changes }, { answerMs: 300 })
  t.after(async () => {
    client.close()
    await server.close()
  })
  return { client, server }
}

function failureOf<T>(result: ApiResult<T>): ApiFailure {
  assert.ok(!result.ok)
  return result.failure
}

const request = { path: '/version' }

test('a page for people is not an API', async (t) => {
  const { client } = await serving(t, (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Log in</html>'))
  const failure = failureOf(await requestJson(client, request))
  assert.equal(failure.reason, 'bad-answer')
  assert.match(failure.message, /text\/html/)
})

test('a redirect is not followed', async (t) => {
  const { client, server } = await serving(t, (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end())
  assert.match(failureOf(await requestJson(client, request)).message, /redirects to http:\/\/169\.254\.169\.254/)
  assert.equal(server.requests.length, 1)
})

test('an answer that stops in its middle is unreachable', async (t) => {
  const { client } = await serving(t, (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
    response.write('{"gitVersion":')
    response.destroy()
  })
  assert.equal(failureOf(await requestJson(client, request)).reason, 'unreachable')
})

test('a server that never answers is given up', async (t) => {
  const { client } = await serving(t, () => undefined)
  assert.match(failureOf(await requestJson(client, request)).message, /no answer within 0\.3 s/)
})

test('a request that is stopped says so', async (t) => {
  const { client } = await serving(t, () => stop.abort())
  const stop = new AbortController()
  assert.equal(failureOf(await requestJson(client, { ...request, signal: stop.signal })).reason, 'aborted')
  assert.equal(failureOf(await requestJson(client, { ...request, signal: stop.signal })).reason, 'aborted')
})

test('packed answers are unpacked, broken ones fail', async (t) => {
  let body = gzipSync('{"a":1}')
  const { client } = await serving(t, (_, response) =>
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(body),
  )
  assert.deepEqual(await requestJson(client, request), { ok: true, value: { a: 1 } })
  body = Buffer.from('not packed')
  assert.equal(failureOf(await requestJson(client, request)).reason, 'unreachable')
})

test('an answer without end is cut', async (t) => {
  const { client } = await serving(t, (_, response) =>
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
      .end(gzipSync(Buffer.alloc(40 * 1024 * 1024, ' '))),
  )
  assert.match(failureOf(await requestJson(client, request)).message, /more than 33554432 bytes/)
})

test('statuses have their meaning, with the server’s words', async (t) => {
  let status = 200
  let body: unknown = {}
  const { client } = await serving(t, (_, response) => sendJson(response, status, body))
  const reasonOf = async (code: number, document: unknown): Promise<string> => {
    status = code
    body = document
    return failureOf(await requestJson(client, request)).reason
  }
  assert.equal(await reasonOf(401, statusOf(401, 'Unauthorized')), 'unauthorized')
  assert.equal(await reasonOf(403, statusOf(403, 'pods is forbidden')), 'forbidden')
  assert.equal(await reasonOf(404, statusOf(404, 'not found')), 'not-found')
  assert.equal(await reasonOf(409, statusOf(409, 'conflict')), 'conflict')
  assert.equal(await reasonOf(410, statusOf(410, 'expired')), 'gone')
  assert.equal(await reasonOf(422, statusOf(422, 'invalid')), 'invalid')
  assert.equal(await reasonOf(429, statusOf(429, 'slow down')), 'throttled')
  assert.equal(await reasonOf(503, 'no healthy upstream'), 'unavailable')
  assert.equal(await reasonOf(418, { a: 1 }), 'bad-answer')
  assert.equal(await reasonOf(200, [1]), 'bad-answer')
})

test('what the server asks to wait is told', async (t) => {
  const { client } = await serving(t, (_, response) => response.writeHead(429, { 'retry-after': '7' }).end())
  assert.equal(failureOf(await requestJson(client, request)).retryAfterMs, 7000)
})

test('a connection that the server closed while idle is not an error', async (t) => {
  const { client } = await serving(t, (asked, response) => {
    // The second request on a connection meets a server that has just closed it.
    if (seen.has(asked.socket)) return asked.socket.destroy()
    seen.add(asked.socket)
    sendJson(response, 200, { ok: true })
    return undefined
  })
  const seen = new Set<Socket>()
  assert.equal((await requestJson(client, request)).ok, true)
  assert.equal((await requestJson(client, request)).ok, true)
  assert.equal(seen.size, 2)
})

test('a name that leads to a refused address is refused', async (t) => {
  const { client } = await serving(t, () => undefined, { server: new URL('http://169.254.169.254:80'), guardsAddresses: true })
  assert.match(failureOf(await requestJson(client, request)).message, /refused address/)
})

test('impersonation is asked for in headers', async (t) => {
  const impersonate = { user: 'jane', uid: '1', groups: ['a', 'b'], extra: { 'example.com/scopes': ['x'] } }
  const { client } = await serving(t, (asked, response) => sendJson(response, 200, asked.headersDistinct), { impersonate })
  const answered = await requestJson(client, request)
  assert.ok(answered.ok)
  assert.deepEqual(answered.value['impersonate-user'], ['jane'])
  assert.deepEqual(answered.value['impersonate-group'], ['a', 'b'])
  assert.deepEqual(answered.value['impersonate-extra-example.com%2fscopes'], ['x'])
})

test('requests go through an HTTP proxy', async (t) => {
  const seen: string[] = []
  const { client, server } = await serving(t, (_, response) => sendJson(response, 200, { a: 1 }))
  const proxy = await startScriptedServer((asked, response) => {
    seen.push(asked.url ?? '')
    httpRequest(asked.url ?? '', { headers: asked.headers }, (answer) =>
      answer.pipe(response.writeHead(answer.statusCode ?? 0, answer.headers)),
    ).end()
  })
  t.after(() => proxy.close())
  const proxied = createClient({ ...server.connection, proxy: proxy.url })
  t.after(() => proxied.close())
  assert.deepEqual(await requestJson(proxied, request), { ok: true, value: { a: 1 } })
  assert.deepEqual(seen, [`${server.url.href}version`])
  assert.equal((await requestJson(client, request)).ok, true)
})
