import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sendJson, startScriptedServer, statusOf } from '../../test/scripted-server.ts'
import { createClient } from './client.ts'
import { type Discovery, discover } from './discovery.ts'

/** What a server finds that answers these paths, and 503 everywhere else. */
async function discovered(documents: Readonly<Record<string, unknown>>): Promise<Discovery> {
  const server = await startScriptedServer((_, response, url) => {
    const document = documents[url.pathname]
    if (document === undefined) sendJson(response, 503, statusOf(503, 'the server is currently unable to handle the request'))
    else sendJson(response, 200, document)
  })
  const client = createClient(server.connection)
  const found = await discover(client, new AbortController().signal)
  client.close()
  await server.close()
  assert.ok(found.ok)
  return found.value
}

function namesOf({ resources }: Discovery): string[] {
  return resources.map(({ group, version, name }) => `${group}/${version}/${name}`)
}

const verbs = ['list', 'watch']

test('an old server is asked group by group, each kind at the version it prefers', async () => {
  const found = await discovered({
    '/api': { kind: 'APIVersions', versions: ['v1'] },
    '/api/v1': {
      kind: 'APIResourceList',
      resources: [
        { name: 'pods', kind: 'Pod', namespaced: true, verbs },
        { name: 'pods/exec', kind: 'PodExecOptions', namespaced: true, verbs: ['get'] },
      ],
    },
    '/apis': {
      kind: 'APIGroupList',
      groups: [{ name: 'batch', preferredVersion: { version: 'v1' }, versions: [{ version: 'v1beta1' }, { version: 'v1' }] }],
    },
    '/apis/batch/v1': { resources: [{ name: 'jobs', kind: 'Job', namespaced: true, verbs }] },
    '/apis/batch/v1beta1': {
      resources: [
        { name: 'cronjobs', kind: 'CronJob', namespaced: true, verbs },
        { name: 'jobs', kind: 'Job', namespaced: true, verbs },
      ],
    },
  })
  assert.deepEqual(namesOf(found), ['/v1/pods', 'batch/v1/jobs', 'batch/v1beta1/cronjobs'])
  assert.deepEqual(found.failedGroups, [])
})

test('a group whose server is away is named, the others are found', async () => {
  const found = await discovered({
    '/api': { kind: 'APIVersions', versions: [] },
    '/apis': {
      kind: 'APIGroupList',
      groups: ['apps', 'metrics.k8s.io'].map((name) => ({ name, preferredVersion: { version: 'v1' }, versions: [{ version: 'v1' }] })),
    },
    '/apis/apps/v1': { resources: [{ name: 'deployments', kind: 'Deployment', namespaced: true, verbs }] },
  })
  assert.deepEqual(namesOf(found), ['apps/v1/deployments'])
  assert.deepEqual(
    found.failedGroups.map(({ group, problem }) => [group, problem.code]),
    [['metrics.k8s.io', 'cluster-unreachable']],
  )
})

test('documents of a wrong shape are passed over', async () => {
  const found = await discovered({
    '/api': {
      kind: 'APIGroupDiscoveryList',
      items: [{ metadata: null, versions: [{ version: 'v1', resources: [null, { resource: 5 }] }] }, 3],
    },
    '/apis': { kind: 'APIGroupList', groups: [null, { name: 'a', versions: 'v1' }] },
  })
  assert.deepEqual(found.resources, [])
})
