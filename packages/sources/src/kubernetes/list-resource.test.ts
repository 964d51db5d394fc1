import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { type TestContext, test } from 'node:test'
import { sendJson, startScriptedServer, statusOf } from '../../test/scripted-server.ts'
import type { ApiResource } from './api-resource.ts'
import { createClient } from './client.ts'
import { type ListEnd, listResource } from './list-resource.ts'

const pods: ApiResource = { group: '', version: 'v1', name: 'pods', kind: 'Pod', namespaced: true, verbs: ['list', 'watch'] }

function page(names: readonly string[], continueToken?: string): unknown {
  const items = names.map((name) => ({ metadata: { name, namespace: 'a', uid: name, resourceVersion: '1' } }))
  return {
    kind: 'PodList',
    metadata: { resourceVersion: '10', ...(continueToken === undefined ? {} : { continue: continueToken }) },
    items,
  }
}

async function listed(
  t: TestContext,
  answer: (response: ServerResponse, url: URL) => void,
): Promise<{ readonly steps: string[]; readonly end: ListEnd; readonly requests: readonly string[] }> {
  const server = await startScriptedServer((_, response, url) => answer(response, url))
  const client = createClient(server.connection)
  t.after(async () => {
    client.close()
    await server.close()
  })
  const steps: string[] = []
  const generator = listResource(client, pods, new AbortController().signal)
  for (let step = await generator.next(); ; step = await generator.next()) {
    if (step.done === true) return { steps, end: step.value, requests: server.requests }
    if (step.value.type === 'restart') steps.push('restart')
    else steps.push(...step.value.objects.map(({ metadata }) => metadata.name ?? ''))
  }
}

test('pages follow each other to the end', async (t) => {
  const { steps, end, requests } = await listed(t, (response, url) => {
    const token = url.searchParams.get('continue')
    sendJson(response, 200, token === null ? page(['a', 'b'], 'two') : page(['c']))
  })
  assert.deepEqual(steps, ['a', 'b', 'c'])
  assert.deepEqual(end, { ok: true, value: { resourceVersion: '10' } })
  assert.deepEqual(requests, ['/api/v1/pods?limit=500', '/api/v1/pods?limit=500&continue=two'])
})

test('a list that grew too old between two pages begins again', async (t) => {
  let answered = 0
  const { steps, end } = await listed(t, (response, url) => {
    answered++
    if (url.searchParams.get('continue') === null) return sendJson(response, 200, page(['a'], 'two'))
    return answered === 2
      ? sendJson(response, 410, statusOf(410, 'too old', { continue: 'inconsistent' }))
      : sendJson(response, 200, page(['b']))
  })
  assert.deepEqual(steps, ['a', 'restart', 'a', 'b'])
  assert.equal(end.ok, true)
})

test('a list that grows too old every time is asked for in one piece', async (t) => {
  const { steps, end, requests } = await listed(t, (response, url) => {
    if (url.searchParams.get('limit') === null) return sendJson(response, 200, page(['a', 'b']))
    return url.searchParams.get('continue') === null
      ? sendJson(response, 200, page(['a'], 'two'))
      : sendJson(response, 410, statusOf(410, 'too old'))
  })
  assert.deepEqual(steps, ['a', 'restart', 'a', 'restart', 'a', 'restart', 'a', 'b'])
  assert.equal(end.ok, true)
  assert.equal(requests.at(-1), '/api/v1/pods')
})

test('a page that stops in its middle fails, and never counts as the whole', async (t) => {
  const { steps, end } = await listed(t, (response) => {
    const text = JSON.stringify(page(['a', 'b']))
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(text.length) })
    response.write(text.slice(0, text.length - 40))
    setImmediate(() => response.destroy())
  })
  assert.deepEqual(steps, ['a'])
  assert.equal(end.ok ? '' : end.failure.reason, 'unreachable')
})

test('a page that ends early without an error fails as well', async (t) => {
  const { end } = await listed(t, (response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"metadata":{},"items":['),
  )
  assert.equal(end.ok ? '' : end.failure.message, 'the list ends in its middle')
})

test('items that are not objects and lists without a version fail', async (t) => {
  const bad = await listed(t, (response) => sendJson(response, 200, { metadata: { resourceVersion: '1' }, items: [{ spec: {} }] }))
  assert.equal(bad.end.ok ? '' : bad.end.failure.reason, 'bad-answer')
  const unversioned = await listed(t, (response) => sendJson(response, 200, { metadata: {}, items: [] }))
  assert.equal(unversioned.end.ok ? '' : unversioned.end.failure.reason, 'bad-answer')
})
