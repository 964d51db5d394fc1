import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { type TestContext, test } from 'node:test'
import { sendJson, startScriptedServer, statusOf } from '../../test/scripted-server.ts'
import type { ApiResource } from './api-resource.ts'
import { createClient } from './client.ts'
import type { KindState, KnownObject, ResourceChange } from './cluster-state.ts'
import { createReachability } from './reachability.ts'
import { createSlots } from './slots.ts'
import { systemTiming } from './timing.ts'
import { watchResource } from './watch-resource.ts'

const pods: ApiResource = { group: '', version: 'v1', name: 'pods', kind: 'Pod', namespaced: true, verbs: ['list', 'watch'] }
const limits = { watchMs: 10_000, idleMs: 200, retryMs: { first: 1, most: 5 }, forbiddenMs: 5 }

type Script = {
  /** Answers lists; the argument counts them from 1. */
  readonly list: (response: ServerResponse, count: number) => void
  readonly watch: (response: ServerResponse, count: number, from: string) => void
  /** A watch that is answered with an error instead. */
  readonly refusedWatch?: number
}

/** Follows pods of a scripted server until a change or state makes `until` true; returns everything that was told. */
async function followed(t: TestContext, script: Script, until: (told: Told) => boolean, known: readonly KnownObject[] = []): Promise<Told> {
  const counts = { list: 0, watch: 0 }
  const server = await startScriptedServer((_, response, url) => {
    if (url.pathname === '/version') sendJson(response, 200, { gitVersion: 'v1.34.4' })
    else if (url.searchParams.get('watch') !== 'true') script.list(response, ++counts.list)
    else if (counts.watch + 1 === script.refusedWatch) {
      counts.watch++
      sendJson(response, 410, statusOf(410, 'too old resource version'))
    } else {
      response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders()
      script.watch(response, ++counts.watch, url.searchParams.get('resourceVersion') ?? '')
    }
  })
  const client = createClient(server.connection)
  const stop = new AbortController()
  const told: { changes: string[]; states: KindState[]; counts: typeof counts; missing: number } = {
    changes: [],
    states: [],
    counts,
    missing: 0,
  }
  const seen = Promise.withResolvers<void>()
  const check = (): void => {
    if (until(told)) seen.resolve()
  }
  const watched = watchResource({
    client,
    resource: pods,
    known,
    deliver: async (changes) => {
      told.changes.push(...changes.map(nameOf))
      check()
    },
    onState: (state) => {
      told.states.push(state)
      check()
    },
    onMissing: () => {
      told.missing++
      check()
    },
    reachability: createReachability(client, systemTiming, stop.signal, () => undefined),
    lists: createSlots(1),
    limits,
    timing: systemTiming,
    signal: stop.signal,
  })
  t.after(async () => {
    stop.abort()
    await watched.done
    client.close()
    await server.close()
  })
  await seen.promise
  return told
}

type Told = {
  readonly changes: readonly string[]
  readonly states: readonly KindState[]
  readonly counts: { readonly list: number; readonly watch: number }
  readonly missing: number
}

function nameOf(change: ResourceChange): string {
  return `${change.type} ${change.type === 'deleted' ? change.reference.name : change.object.metadata.name}`
}

function pod(name: string, resourceVersion = '1', uid = name): unknown {
  return { metadata: { name, namespace: 'a', uid, resourceVersion } }
}

function list(...items: readonly unknown[]): unknown {
  return { metadata: { resourceVersion: '10' }, items }
}

function event(type: string, object: unknown): string {
  return `${JSON.stringify({ type, object })}\n`
}

test('changes come after the list, and a watch that ended goes on where it was', async (t) => {
  const from: string[] = []
  const told = await followed(
    t,
    {
      list: (response) => sendJson(response, 200, list(pod('a'))),
      watch: (response, count, version) => {
        from.push(version)
        if (count === 1) response.end(event('ADDED', pod('b', '11')) + event('BOOKMARK', { metadata: { resourceVersion: '15' } }))
        else response.write(event('MODIFIED', pod('a', '16')) + event('DELETED', pod('b', '17')))
      },
    },
    ({ changes }) => changes.length === 4,
  )
  assert.deepEqual(told.changes, ['added a', 'added b', 'modified a', 'deleted b'])
  assert.deepEqual(from, ['10', '15'])
  assert.equal(told.counts.list, 1)
  assert.deepEqual(
    told.states.map(({ status }) => status),
    ['starting', 'synced'],
  )
})

for (const refusedWatch of [0, 1]) {
  const how = refusedWatch === 0 ? 'in the stream' : 'as the answer'
  test(`a server that forgot the place (410 ${how}) is listed again, and only differences are told`, async (t) => {
    const told = await followed(
      t,
      {
        list: (response, count) => {
          const later = [pod('a'), pod('b', '2'), pod('c', '2', 'new')]
          sendJson(response, 200, count === 1 ? list(pod('a'), pod('b'), pod('c')) : list(...later))
        },
        watch: (response, count) => {
          if (count === 1) response.end(event('ERROR', statusOf(410, 'too old resource version')))
        },
        refusedWatch,
      },
      ({ changes }) => changes.length === 6,
    )
    assert.deepEqual(told.changes, ['added a', 'added b', 'added c', 'modified b', 'deleted c', 'added c'])
    assert.ok(told.states.every(({ status }) => status === 'starting' || status === 'synced'))
  })
}

test('a connection on which nothing comes any more is given up and resumed', async (t) => {
  const told = await followed(
    t,
    {
      list: (response) => sendJson(response, 200, list()),
      watch: (response, count) => {
        if (count === 2) response.write(event('ADDED', pod('a', '11')))
      },
    },
    ({ changes }) => changes.length === 1,
  )
  assert.equal(told.counts.watch, 2)
  assert.equal(told.counts.list, 1)
})

test('a server that ends every watch at once is not asked in a loop', async (t) => {
  const times: number[] = []
  await followed(
    t,
    {
      list: (response) => sendJson(response, 200, list()),
      watch: (response, count) => {
        times.push(performance.now())
        if (count < 4) response.end()
        else response.write(event('ADDED', pod('a', '11')))
      },
    },
    ({ changes }) => changes.length === 1,
  )
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0))
  assert.ok(
    gaps.every((gap) => gap > 0.5),
    String(gaps),
  )
})

test('what cannot be understood is an error of the kind, and is tried again', async (t) => {
  const told = await followed(
    t,
    {
      list: (response, count) => {
        if (count === 1) response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')
        else sendJson(response, 200, list(pod('a')))
      },
      watch: (response) => response.write('hello\n'),
    },
    ({ states }) => states.filter(({ status }) => status === 'error').length === 2,
  )
  assert.deepEqual(
    told.states.map(({ status, problem }) => [status, problem?.code]),
    [
      ['starting', undefined],
      ['error', 'cluster-answer-invalid'],
      ['synced', undefined],
      ['error', 'cluster-answer-invalid'],
    ],
  )
})

test('a forbidden kind is tried again, since roles change', async (t) => {
  const told = await followed(
    t,
    {
      list: (response, count) =>
        count < 3 ? sendJson(response, 403, statusOf(403, 'pods is forbidden')) : sendJson(response, 200, list(pod('a'))),
      watch: () => undefined,
    },
    ({ states }) => states.at(-1)?.status === 'synced',
  )
  assert.deepEqual(
    told.states.map(({ status, problem }) => [status, problem?.message]),
    [
      ['starting', undefined],
      ['forbidden', 'Not allowed to list pods'],
      ['synced', undefined],
    ],
  )
})

test('a kind that is gone is reported to who asks for kinds', async (t) => {
  const script: Script = { list: (response) => sendJson(response, 404, statusOf(404, 'not found')), watch: () => undefined }
  assert.ok((await followed(t, script, ({ missing }) => missing > 0)).missing > 0)
})

test('an overloaded server is unreachable for this kind until it answers', async (t) => {
  const told = await followed(
    t,
    {
      list: (response, count) =>
        count === 1 ? sendJson(response, 503, statusOf(503, 'overloaded')) : sendJson(response, 200, list(pod('a'))),
      watch: () => undefined,
    },
    ({ states }) => states.at(-1)?.status === 'synced',
  )
  assert.deepEqual(
    told.states.map(({ status }) => status),
    ['starting', 'unreachable', 'synced'],
  )
})

test('a version that the server never knows is given up for a new list', async (t) => {
  const told = await followed(
    t,
    {
      list: (response, count) => sendJson(response, 200, count === 1 ? list(pod('a')) : list(pod('b'))),
      watch: (response, count) => {
        if (count > 8) return
        response.end(event('ERROR', statusOf(504, 'Too large resource version')))
      },
    },
    ({ changes }) => changes.includes('added b'),
  )
  assert.deepEqual(told.changes, ['added a', 'added b', 'deleted a'].slice(0, told.changes.length))
})

test('who knows objects already gets only what differs', async (t) => {
  const known = ['same', 'changed', 'gone', 'replaced'].map((name) => ({ namespace: 'a', name, uid: name, resourceVersion: '1' }))
  const told = await followed(
    t,
    {
      list: (response) => sendJson(response, 200, list(pod('same'), pod('changed', '2'), pod('replaced', '3', 'other'), pod('new'))),
      watch: () => undefined,
    },
    ({ states }) => states.at(-1)?.status === 'synced',
    known,
  )
  assert.deepEqual(told.changes, ['modified changed', 'deleted replaced', 'added replaced', 'added new', 'deleted gone'])
  assert.equal(told.states[0]?.count, 4)
  assert.equal(told.states.at(-1)?.count, 4)
})
