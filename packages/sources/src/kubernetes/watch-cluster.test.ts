import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { type TestContext, test } from 'node:test'
import { sendJson, startScriptedServer, statusOf } from '../../test/scripted-server.ts'
import { createClient } from './client.ts'
import type { ConnectionState } from './cluster-state.ts'
import { systemTiming, type Timing } from './timing.ts'
import { watchCluster } from './watch-cluster.ts'

/** Waits are over at once, and are written down. */
function impatient(waits: number[]): Timing {
  return {
    ...systemTiming,
    wait: (ms, signal) => {
      waits.push(ms)
      return systemTiming.wait(1, signal)
    },
  }
}

/** What is told of the connection until it reaches the last of the expected states. */
async function connectionTo(
  t: TestContext,
  answer: (response: ServerResponse, path: string, count: number) => void,
  last: (state: ConnectionState, count: number) => boolean,
): Promise<{ readonly states: ConnectionState[]; readonly waits: number[] }> {
  let count = 0
  const server = await startScriptedServer((_, response, url) => answer(response, url.pathname, ++count))
  const client = createClient(server.connection)
  const stop = new AbortController()
  const states: ConnectionState[] = []
  const waits: number[] = []
  const seen = Promise.withResolvers<void>()
  const done = watchCluster({
    client,
    signal: stop.signal,
    timing: impatient(waits),
    onChanges: () => undefined,
    onState: () => undefined,
    onConnection: (state) => {
      states.push(state)
      if (last(state, states.length)) seen.resolve()
    },
  })
  t.after(async () => {
    stop.abort()
    await done
    client.close()
    await server.close()
  })
  await seen.promise
  return { states, waits }
}

function served(response: ServerResponse, path: string): void {
  if (path === '/version') sendJson(response, 200, { gitVersion: 'v1.34.4' })
  else sendJson(response, 200, { kind: 'APIGroupDiscoveryList', items: [] })
}

test('a server that may not be asked what it serves is an error, not an empty cluster', async (t) => {
  const { states } = await connectionTo(
    t,
    (response, path) => (path === '/version' ? served(response, path) : sendJson(response, 403, statusOf(403, 'forbidden'))),
    ({ status }) => status === 'error',
  )
  assert.deepEqual(
    states.map(({ status, problem }) => [status, problem?.code]),
    [
      ['connecting', undefined],
      ['error', 'cluster-forbidden'],
    ],
  )
})

test('a log-in page in place of the API is an error until the API answers', async (t) => {
  const { states } = await connectionTo(
    t,
    (response, path, count) =>
      count < 4 ? response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Log in</html>') : served(response, path),
    ({ status }) => status === 'connected',
  )
  assert.deepEqual(
    states.map(({ status, problem }) => [status, problem?.code]),
    [
      ['connecting', undefined],
      ['error', 'cluster-answer-invalid'],
      ['connected', undefined],
    ],
  )
})

test('refused credentials are tried again, but seldom', async (t) => {
  const { states, waits } = await connectionTo(
    t,
    (response, path, count) => (count < 8 ? sendJson(response, 401, statusOf(401, 'Unauthorized')) : served(response, path)),
    ({ status }) => status === 'connected',
  )
  assert.deepEqual(
    states.map(({ status, problem }) => [status, problem?.code]),
    [
      ['connecting', undefined],
      ['unauthorized', 'cluster-unauthorized'],
      ['connected', undefined],
    ],
  )
  assert.ok(waits[0] !== undefined && waits[0] >= 20_000)
})
