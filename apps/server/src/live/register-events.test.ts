import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { apiRoot } from '@toride/contract/operations'
import { type Assignment, tenantScope } from '@toride/core/access'
import { until } from '@toride/testing/until'
import { deployment } from '../testing/sample-objects.ts'
import { fillTenant, testApi } from '../testing/test-api.ts'
import { publishChange } from './publish-change.ts'

const api = await testApi({ after })
const { environments, clusters } = await fillTenant({ after }, api, {
  production: { east: [deployment('shop', 'cart'), deployment('bank', 'ledger')] },
})
await api.app.listen({ host: '127.0.0.1', port: 0 })
const address = api.app.server.address()
const port = typeof address === 'object' && address !== null ? address.port : 0
const shop = { level: 'namespace', environment: environments.production, cluster: clusters.east, namespace: 'shop' } as const

type Stream = { readonly text: () => string; close(): void }

/** What a caller is sent, from now on. */
async function listen(
  assignments: readonly Assignment[],
  headers: Record<string, string> = {},
): Promise<Stream & { readonly token: string; readonly userId: string }> {
  const { token, userId } = await api.withToken(...assignments)
  const stop = new AbortController()
  const response = await fetch(`http://127.0.0.1:${port}${apiRoot}/events`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
    signal: stop.signal,
  })
  assert.equal(response.status, 200)
  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/)
  let text = ''
  const read = async (): Promise<void> => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk as Uint8Array).toString('utf8')
  }
  read().catch(() => {})
  await until('the stream is open', () => text.includes(': toride'))
  return { text: () => text, close: () => stop.abort(), token, userId }
}

const everywhere = { environment: null, cluster: null, namespaces: null, user: null } as const
const inEast = { environment: environments.production, cluster: clusters.east, user: null } as const

/** Tells a change that everybody in these tests may know, so that what came before it has arrived. */
async function mark(name: string): Promise<void> {
  await publishChange(api.store.database, { topics: ['jobs'], ...inEast, namespaces: ['shop', name] })
}

describe('events', () => {
  test('a change is told with its topics and place, and with an id to go on from', async () => {
    const stream = await listen([{ role: 'clusterAdmin', scope: tenantScope }])
    await publishChange(api.store.database, { topics: ['policies'], ...everywhere })
    await until('the event', () => stream.text().includes('"policies"'))
    assert.match(stream.text(), /event: change\nid: \w+-\d+\ndata: \{"topics":\["policies"\],"environment":null,"cluster":null\}\n\n/)
    stream.close()
  })

  test('a developer hears of their namespaces and of nothing else', async () => {
    const stream = await listen([{ role: 'appDeveloper', scope: shop }])
    const topics = ['resources', 'recommendations', 'score'] as const
    await publishChange(api.store.database, { topics, ...inEast, namespaces: ['bank'] })
    await publishChange(api.store.database, { topics, ...inEast, namespaces: null })
    await publishChange(api.store.database, { topics: ['users', 'audit-log', 'policies', 'environments'], ...everywhere })
    await publishChange(api.store.database, { topics: ['health', 'policies'], ...inEast, namespaces: ['shop'] })
    await publishChange(api.store.database, { topics: ['session'], ...everywhere, user: crypto.randomUUID() })
    await mark('first')
    await until('the mark', () => stream.text().includes('"jobs"'))
    assert.equal(stream.text().match(/event: change/g)?.length, 1)
    await publishChange(api.store.database, { topics, ...inEast, namespaces: ['bank', 'shop'] })
    await until('what is in their namespace', () => stream.text().includes('"score"'))
    assert.ok(!stream.text().includes('bank'))
    stream.close()
  })

  test('what belongs to one user is told to that user alone', async () => {
    const [mine, theirs] = [
      await listen([{ role: 'appDeveloper', scope: shop }]),
      await listen([{ role: 'clusterAdmin', scope: tenantScope }]),
    ]
    await publishChange(api.store.database, { topics: ['saved-views'], ...everywhere, user: mine.userId })
    await until('own event', () => mine.text().includes('saved-views'))
    await mark('second')
    await until('the mark', () => theirs.text().includes('"jobs"'))
    assert.ok(!theirs.text().includes('saved-views'))
    mine.close()
    theirs.close()
  })

  test('who comes back with the last id gets what was missed, once', async () => {
    const first = await listen([{ role: 'clusterAdmin', scope: tenantScope }])
    await publishChange(api.store.database, { topics: ['clusters'], ...everywhere })
    await until('the event', () => first.text().includes('"clusters"'))
    const id = /id: (\S+)\ndata: [^\n]*"clusters"/.exec(first.text())?.[1] ?? ''
    first.close()
    const { database } = api.store
    await publishChange(database, { topics: ['exemptions'], ...everywhere })
    const watcher = await listen([{ role: 'clusterAdmin', scope: tenantScope }])
    await mark('third')
    await until('the mark', () => watcher.text().includes('"jobs"'))
    const second = await listen([{ role: 'clusterAdmin', scope: tenantScope }], { 'last-event-id': id })
    await until('what was missed', () => second.text().includes('"exemptions"'))
    assert.equal(second.text().match(/"exemptions"/g)?.length, 1)
    assert.ok(!second.text().includes('"clusters"'))
    for (const stream of [watcher, second]) stream.close()
  })

  test('who comes back with an id that is not known any more is told to ask for everything', async () => {
    const stream = await listen([{ role: 'clusterAdmin', scope: tenantScope }], { 'last-event-id': 'another-run-7' })
    await until('the reset', () => stream.text().includes('event: reset'))
    stream.close()
  })

  test('many namespaces are told in several notifications, each small enough for the database', async () => {
    const stream = await listen([{ role: 'appDeveloper', scope: shop }])
    const others = Array.from({ length: 500 }, (_, index) => `a-namespace-with-quite-a-long-name-as-they-sometimes-are-${index}`)
    await publishChange(api.store.database, { topics: ['score'], ...inEast, namespaces: [...others, 'shop'] })
    await until('the one that is visible', () => stream.text().includes('"score"'))
    assert.equal(stream.text().match(/"score"/g)?.length, 1)
    stream.close()
  })
})
