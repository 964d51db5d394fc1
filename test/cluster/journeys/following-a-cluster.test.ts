import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type KubernetesClient, requestJson } from '@toride/sources/kubernetes/client'
import type { KnownObject, ResourceChange } from '@toride/sources/kubernetes/cluster-state'
import { watchCluster } from '@toride/sources/kubernetes/watch-cluster'
import { auditedRequests } from '../src/audit-log.ts'
import { clientOf } from '../src/client-of.ts'
import { follow } from '../src/follow.ts'
import { type ControlPlane, startControlPlane } from '../src/start-control-plane.ts'

let plane: ControlPlane
let admin: KubernetesClient

before(async () => {
  plane = await startControlPlane()
  admin = clientOf(plane.kubeconfigs.admin)
})
after(async () => {
  admin.close()
  await plane.stop()
})

function configMap(name: string, data: Readonly<Record<string, string>> = {}): unknown {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default' }, data }
}

async function send(method: 'POST' | 'PUT' | 'DELETE', name: string, data?: Readonly<Record<string, string>>): Promise<void> {
  const collection = '/api/v1/namespaces/default/configmaps'
  const path = method === 'POST' ? collection : `${collection}/${name}`
  const answered = await requestJson(admin, { method, path, ...(method === 'DELETE' ? {} : { body: configMap(name, data) }) })
  assert.ok(answered.ok, answered.ok ? '' : answered.failure.message)
}

function concerns(change: ResourceChange, type: ResourceChange['type'], name: string): boolean {
  return change.type === type && (change.type === 'deleted' ? change.reference.name : change.object.metadata.name) === name
}

test('a change arrives within a second', async (t) => {
  const followed = follow(admin)
  t.after(followed.stop)
  await followed.until('everything is synced', followed.isSynced)
  const delays: number[] = []
  for (let index = 0; index < 20; index++) {
    const name = `change-${index}`
    const started = performance.now()
    await send('POST', name)
    await followed.until('it was added', () => followed.changes.some((change) => concerns(change, 'added', name)))
    delays.push(performance.now() - started)
  }
  t.diagnostic(
    `creation to change: median ${Math.round(delays.toSorted((a, b) => a - b)[10] ?? 0)} ms, most ${Math.round(Math.max(...delays))} ms`,
  )
  assert.ok(Math.max(...delays) < 1000)
  await send('PUT', 'change-0', { a: '1' })
  await followed.until('it was modified', () => followed.changes.some((change) => concerns(change, 'modified', 'change-0')))
  await send('DELETE', 'change-0')
  await followed.until('it was deleted', () => followed.changes.some((change) => concerns(change, 'deleted', 'change-0')))
})

test('a deployment arrives with what the controllers make of it', async (t) => {
  const followed = follow(admin)
  t.after(followed.stop)
  await followed.until('everything is synced', followed.isSynced)
  await plane.kubectl(['create', 'deployment', 'web', '--image=registry.example.com/web:1', '--replicas=2'])
  const added = (kind: string): number => followed.changes.filter((change) => change.type === 'added' && change.object.kind === kind).length
  await followed.until('pods are there', () => added('Deployment') === 1 && added('ReplicaSet') === 1 && added('Pod') === 2)
})

test('a watch that ends is resumed from its bookmark, not read again', async (t) => {
  const listsBefore = listsOf('configmaps')
  const versionsBefore = watchedVersions().size
  // The server sends a bookmark two seconds before it ends a watch.
  const followed = follow(admin, { limits: { watchMs: 4000 } })
  t.after(followed.stop)
  await followed.until('everything is synced', followed.isSynced)
  // Other kinds change, so that versions move on while no config map does.
  for (let index = 0; watchedVersions().size < versionsBefore + 3; index++) {
    const count = followed.changes.length
    await plane.kubectl(['create', 'serviceaccount', `tick-${index}`])
    await followed.until('the account was added', () => followed.changes.length > count)
  }
  await send('POST', 'after-resume')
  await followed.until('it was added', () => followed.changes.some((change) => concerns(change, 'added', 'after-resume')))
  assert.equal(listsOf('configmaps'), listsBefore + 1)
  assert.equal(followed.changes.filter((change) => concerns(change, 'added', 'after-resume')).length, 1)
})

/** The places from which config maps were watched. */
function watchedVersions(): Set<string> {
  const watches = auditedRequests(plane.auditLog).filter(({ verb, objectRef }) => verb === 'watch' && objectRef?.resource === 'configmaps')
  return new Set(watches.map(({ requestURI }) => new URL(requestURI, plane.url).searchParams.get('resourceVersion') ?? ''))
}

function listsOf(resource: string): number {
  return auditedRequests(plane.auditLog).filter(({ verb, objectRef }) => verb === 'list' && objectRef?.resource === resource).length
}

test('who comes back after a while gets only what happened meanwhile', async () => {
  await send('POST', 'stays')
  await send('POST', 'goes')
  const known = new Map<string, KnownObject>()
  const first = follow(admin)
  await first.until('everything is synced', first.isSynced)
  await first.stop()
  for (const change of first.changes) {
    if (change.type === 'deleted' || change.resource.name !== 'configmaps') continue
    const { namespace, name = '', uid = '', resourceVersion = '' } = change.object.metadata
    known.set(uid, { namespace, name, uid, resourceVersion })
  }
  await send('DELETE', 'goes')
  await send('POST', 'comes')
  const second = follow(admin, { known: ({ name }) => (name === 'configmaps' ? [...known.values()] : []) })
  await second.until('everything is synced', second.isSynced)
  await second.stop()
  const changes = second.changes.filter(({ resource }) => resource.name === 'configmaps')
  assert.deepEqual(
    changes.map((change) => `${change.type} ${change.type === 'deleted' ? change.reference.name : change.object.metadata.name}`).toSorted(),
    ['added comes', 'deleted goes'],
  )
})

test('a forbidden kind is unknown, and is read when the role allows it', async (t) => {
  await plane.kubectl(['create', 'clusterrole', 'pods-only', '--verb=get,list,watch', '--resource=pods'])
  await plane.kubectl(['create', 'clusterrolebinding', 'pods-only', '--clusterrole=pods-only', '--user=jane'])
  const client = clientOf(plane.userKubeconfig('jane'))
  const followed = follow(client, { limits: { forbiddenMs: 300 } })
  t.after(async () => {
    await followed.stop()
    client.close()
  })
  const statusOf = (name: string): string | undefined => followed.states.get(name)?.status
  await followed.until('pods are synced, services forbidden', () => statusOf('pods') === 'synced' && statusOf('services') === 'forbidden')
  assert.equal(followed.states.get('services')?.problem?.code, 'cluster-forbidden')
  assert.equal(followed.states.get('services')?.problem?.message, 'Not allowed to list services')
  await plane.kubectl(['create', 'clusterrole', 'services-too', '--verb=get,list,watch', '--resource=services'])
  await plane.kubectl(['create', 'clusterrolebinding', 'services-too', '--clusterrole=services-too', '--user=jane'])
  await followed.until('services are synced', () => statusOf('services') === 'synced')
  await plane.kubectl(['delete', 'clusterrolebinding', 'pods-only'])
  assert.equal(followed.states.get('services')?.count, 1)
})

const widgets = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'widgets', singular: 'widget', kind: 'Widget' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
}

test('a kind that is defined while running is followed, and its end is told', async (t) => {
  const followed = follow(admin)
  t.after(followed.stop)
  await followed.until('everything is synced', followed.isSynced)
  const started = performance.now()
  await plane.kubectl(['apply', '-f', '-'], JSON.stringify(widgets))
  await followed.until('widgets are synced', () => followed.states.get('widgets.example.com')?.status === 'synced')
  t.diagnostic(`a new kind is followed after ${Math.round(performance.now() - started)} ms`)
  const widget = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'first', namespace: 'default' }, size: 3 }
  await plane.kubectl(['create', '-f', '-'], JSON.stringify(widget))
  await followed.until('the widget is added', () => followed.changes.some((change) => concerns(change, 'added', 'first')))
  await plane.kubectl(['delete', 'crd', 'widgets.example.com'])
  await followed.until('widgets are gone', () => followed.states.get('widgets.example.com')?.status === 'removed')
  assert.ok(followed.changes.some((change) => concerns(change, 'deleted', 'first')))
})

test('an extension whose server is away is told as unknown until it is gone', async (t) => {
  const followed = follow(admin)
  t.after(followed.stop)
  await followed.until('everything is synced', followed.isSynced)
  const service = { name: 'none', namespace: 'default' }
  const spec = {
    group: 'away.example.com',
    version: 'v1',
    groupPriorityMinimum: 100,
    versionPriority: 10,
    insecureSkipTLSVerify: true,
    service,
  }
  const metadata = { name: 'v1.away.example.com' }
  await plane.kubectl(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService', metadata, spec }))
  await followed.until('it is unknown', () => followed.states.get('*.away.example.com')?.status === 'unreachable')
  assert.equal(followed.states.get('*.away.example.com')?.problem?.code, 'cluster-unreachable')
  await plane.kubectl(['delete', 'apiservice', 'v1.away.example.com'])
  await followed.until('it is gone', () => followed.states.get('*.away.example.com')?.status === 'removed')
})

test('an API server that is killed is unreachable, and is followed on when it is back', async (t) => {
  const followed = follow(admin)
  t.after(followed.stop)
  await followed.until('everything is synced', followed.isSynced)
  const before = followed.changes.length
  await plane.killApiServer()
  await followed.until('the connection is lost', () => followed.connections.at(-1)?.status === 'unreachable')
  await followed.until('every kind is unreachable', () => [...followed.states.values()].every(({ status }) => status === 'unreachable'))
  assert.ok([...followed.states.values()].some(({ count }) => count > 0))
  await plane.startApiServer()
  await send('POST', 'after-restart')
  const started = performance.now()
  await followed.until('it was added', () => followed.changes.some((change) => concerns(change, 'added', 'after-restart')))
  t.diagnostic(`the first change after a restart arrives after ${Math.round(performance.now() - started)} ms`)
  await followed.until('everything is synced again', followed.isSynced)
  assert.equal(followed.connections.at(-1)?.status, 'connected')
  const again = followed.changes.slice(before).filter((change) => change.type === 'added' && change.resource.name === 'configmaps')
  assert.deepEqual(
    again.map((change) => change.type === 'added' && change.object.metadata.name),
    ['after-restart'],
  )
})

test('a receiver that is slow slows reading down, one that fails ends it', async () => {
  let running = 0
  let most = 0
  let taken = 0
  const slow = follow(admin, {
    onChanges: async (changes) => {
      running++
      most = Math.max(most, running)
      await new Promise((done) => setImmediate(done))
      taken += changes.length
      running--
    },
  })
  await slow.until('everything is synced', slow.isSynced)
  await slow.stop()
  assert.equal(most, 1)
  assert.ok(taken > 100)
  const failing = watchCluster({
    client: admin,
    signal: new AbortController().signal,
    onChanges: () => Promise.reject(new Error('the database is full')),
    onState: () => undefined,
    onConnection: () => undefined,
  })
  await assert.rejects(failing, /the database is full/)
})
