import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { ApiError } from '@toride/contract/client'
import { tenantScope } from '@toride/core/access'
import { until } from '@toride/testing/until'
import { sql } from 'kysely'
import { deployment, privileged } from '../testing/sample-objects.ts'
import { fillTenant, testApi } from '../testing/test-api.ts'
import { ensureDemo } from './ensure-demo.ts'

const folder = await mkdtemp(join(tmpdir(), 'toride-allowed-'))
const forbidden = await mkdtemp(join(tmpdir(), 'toride-forbidden-'))
after(async () => {
  await rm(folder, { recursive: true })
  await rm(forbidden, { recursive: true })
})
const api = await testApi({ after }, { manifestFolders: [folder] })
const admin = await api.as({ role: 'clusterAdmin', scope: tenantScope })

async function problemOf(call: Promise<unknown>) {
  try {
    await call
  } catch (error) {
    if (error instanceof ApiError) return error.problem
    throw error
  }
  return undefined
}

async function waitForStatus(cluster: string, status: string): Promise<void> {
  await until(`cluster ${status}`, async () => (await admin.getCluster({ params: { cluster } })).status === status)
}

describe('environments', () => {
  test('an environment is made in a group, renamed, and stands in the tree', async () => {
    const group = await admin.createGroup({ body: { name: 'Europe' } })
    const made = await admin.createEnvironment({ body: { name: 'staging', group: group.id, profile: 'defender' } })
    assert.deepEqual([made.group, made.profile, made.clusters], [group, 'defender', []])
    const renamed = await admin.updateEnvironment({ params: { environment: made.id }, body: { name: 'Staging', group: null } })
    assert.deepEqual([renamed.name, renamed.group], ['Staging', null])
    const tree = await admin.getEnvironmentTree()
    assert.ok(tree.environments.some(({ id }) => id === made.id))
    await admin.deleteGroup({ params: { group: group.id } })
    assert.equal((await problemOf(admin.createEnvironment({ body: { name: 'Staging' } })))?.code, 'name-taken')
  })

  test('a folder below an allowed one is read like a cluster, and followed', async () => {
    await mkdir(join(folder, 'shop'))
    await writeFile(join(folder, 'shop/cart.json'), JSON.stringify(deployment('shop', 'cart')))
    const { id: environment } = await admin.createEnvironment({ body: { name: 'folders' } })
    const cluster = await admin.addCluster({
      params: { environment },
      body: { kind: 'manifests', name: 'shop', folder: join(folder, 'shop') },
    })
    await waitForStatus(cluster.id, 'synced')
    await writeFile(join(folder, 'shop/web.json'), JSON.stringify(deployment('shop', 'web', privileged)))
    await until('the new file is seen', async () => (await admin.listResources({ query: { cluster: [cluster.id] } })).total === 2)
    await rm(join(folder, 'shop/cart.json'))
    await until('the deleted file is seen', async () => (await admin.listResources({ query: { cluster: [cluster.id] } })).total === 1)
  })

  test('a broken file is named with its line, and the others are read', async () => {
    await mkdir(join(folder, 'broken'))
    await writeFile(join(folder, 'broken/good.json'), JSON.stringify(deployment('shop', 'good')))
    await writeFile(join(folder, 'broken/bad.yaml'), 'apiVersion: v1\nkind: Pod\nmetadata: {name: a\n')
    const { id: environment } = await admin.createEnvironment({ body: { name: 'broken' } })
    const { id } = await admin.addCluster({
      params: { environment },
      body: { kind: 'manifests', name: 'b', folder: join(folder, 'broken') },
    })
    await waitForStatus(id, 'partial')
    const cluster = await admin.getCluster({ params: { cluster: id } })
    assert.equal(cluster.resources, 1)
    assert.deepEqual([cluster.problems[0]?.code, cluster.problems[0]?.file], ['yaml-syntax', 'bad.yaml'])
    assert.ok((cluster.problems[0]?.line ?? 0) >= 3)
  })

  test('a folder that is away is unreachable, and what was known of it stays', async () => {
    await mkdir(join(folder, 'gone'))
    await writeFile(join(folder, 'gone/a.json'), JSON.stringify(deployment('shop', 'a')))
    const { id: environment } = await admin.createEnvironment({ body: { name: 'gone' } })
    const { id } = await admin.addCluster({ params: { environment }, body: { kind: 'manifests', name: 'g', folder: join(folder, 'gone') } })
    await waitForStatus(id, 'synced')
    await rm(join(folder, 'gone'), { recursive: true })
    await admin.refreshCluster({ params: { cluster: id } })
    await waitForStatus(id, 'unreachable')
    assert.equal((await admin.listResources({ query: { cluster: [id] } })).total, 1)
    assert.equal((await admin.getHealth()).checks.find((check) => check.cluster?.id === id)?.status, 'failed')
  })

  test('folders elsewhere are refused, by any name', async () => {
    const { id: environment } = await admin.createEnvironment({ body: { name: 'refused' } })
    await symlink(forbidden, join(folder, 'way-out'))
    for (const path of [forbidden, join(folder, '../..'), join(folder, 'way-out'), 'relative', '/etc', join(folder, 'does-not-exist')]) {
      const found = await problemOf(admin.addCluster({ params: { environment }, body: { kind: 'manifests', name: 'x', folder: path } }))
      assert.deepEqual([found?.code, found?.errors[0]?.path], ['manifest-folder-refused', '/folder'], path)
    }
  })

  test('a kubeconfig that would run or read something on the server is refused with the reason', async () => {
    const { id: environment } = await admin.createEnvironment({ body: { name: 'kubeconfigs' } })
    const kubeconfig = (user: object, cluster: object = {}) =>
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1', ...cluster } }],
        users: [{ name: 'u', user }],
        contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
        'current-context': 'x',
      })
    const refused = [
      kubeconfig({ exec: { apiVersion: 'client.authentication.k8s.io/v1', command: 'sh' } }),
      kubeconfig({ tokenFile: '/etc/passwd' }),
      kubeconfig({ token: 't' }, { 'certificate-authority': '/etc/passwd' }),
      kubeconfig({ token: 't' }, { server: 'http://169.254.169.254' }),
    ]
    for (const text of refused) {
      const found = await problemOf(
        admin.addCluster({ params: { environment }, body: { kind: 'kubernetes', name: 'k', kubeconfig: text } }),
      )
      assert.deepEqual([found?.status, found?.code, found?.errors[0]?.path], [400, 'kubeconfig-refused', '/kubeconfig'])
    }
    assert.equal(
      (await problemOf(admin.testConnection({ params: { environment }, body: { kubeconfig: 'nonsense' } })))?.code,
      'kubeconfig-invalid',
    )
    const tested = await admin.testConnection({ params: { environment }, body: { kubeconfig: kubeconfig({ token: 'secret-token' }) } })
    assert.deepEqual([tested.ok, tested.problem?.code], [false, 'cluster-unreachable'])
  })

  test('credentials are stored sealed and never come back', async () => {
    const { id: environment } = await admin.createEnvironment({ body: { name: 'sealed' } })
    const kubeconfig = JSON.stringify({
      clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }],
      users: [{ name: 'u', user: { token: 'a-very-secret-token' } }],
      contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    })
    const cluster = await admin.addCluster({ params: { environment }, body: { kind: 'kubernetes', name: 'k', kubeconfig } })
    const row = await api.store.database.selectFrom('clusters').selectAll().where('id', '=', cluster.id).executeTakeFirstOrThrow()
    assert.ok(!row.credentials?.includes('a-very-secret-token'))
    await waitForStatus(cluster.id, 'unreachable')
    const answers = [
      cluster,
      await admin.getCluster({ params: { cluster: cluster.id } }),
      await admin.getEnvironmentTree(),
      await admin.listAuditLog({ query: { limit: 500 } }),
    ]
    assert.ok(!JSON.stringify(answers).includes('secret-token'))
    await admin.deleteCluster({ params: { cluster: cluster.id } })
  })

  test('deleting an environment takes everything that was known of it along', async () => {
    const { environments, clusters } = await fillTenant({ after }, api, { doomed: { west: [deployment('shop', 'cart', privileged)] } })
    const scope = { environments: [environments.doomed] }
    await admin.createPolicy({
      body: {
        apiVersion: 'toride.dev/v1',
        kind: 'PolicyAssignment',
        metadata: { name: 'for-doomed' },
        spec: { scope, checks: { '*': { effect: 'warn' } } },
      },
    })
    await admin.createExemption({
      body: { name: 'x', checks: ['run-as-root'], category: 'waiver', reason: 'r', expiresAt: null, scope: { clusters: [clusters.west] } },
    })
    const { id: keeper } = await admin.createEnvironment({ body: { name: 'keeper' } })
    await admin.createPolicy({
      body: {
        apiVersion: 'toride.dev/v1',
        kind: 'PolicyAssignment',
        metadata: { name: 'for-both' },
        spec: { scope: { environments: [environments.doomed, keeper] }, checks: {} },
      },
    })
    await admin.deleteEnvironment({ params: { environment: environments.doomed } })
    const { database } = api.store
    for (const table of ['resources', 'clusters'] as const) {
      const { rows } = await sql<{
        found: number
      }>`select count(*) as found from ${sql.table(table)} where environment_id = ${environments.doomed}`.execute(database)
      assert.equal(rows[0]?.found, 0, table)
    }
    assert.equal(api.assessor.cluster(clusters.west), undefined)
    const policies = await admin.listPolicies()
    // One that was for it alone must not hold for everything now.
    assert.deepEqual(
      policies.items.map(({ name, document }) => [name, document.spec.scope?.environments]),
      [['for-both', [keeper]]],
    )
    assert.equal((await admin.listExemptions()).total, 0)
    const { items } = await admin.listAuditLog({ query: { action: ['environment.delete'] } })
    assert.equal(items[0]?.target.name, 'doomed')
  })

  test('an administrator of one environment changes that one and sees no other', async () => {
    const { id: mine } = await admin.createEnvironment({ body: { name: 'mine' } })
    const { id: other } = await admin.createEnvironment({ body: { name: 'other' } })
    const owner = await api.as({ role: 'clusterAdmin', scope: { level: 'environment', environment: mine } })
    assert.deepEqual(
      (await owner.getEnvironmentTree()).environments.map(({ name }) => name),
      ['mine'],
    )
    assert.equal((await owner.updateEnvironment({ params: { environment: mine }, body: { name: 'ours' } })).name, 'ours')
    for (const call of [
      () => owner.getEnvironment({ params: { environment: other } }),
      () => owner.updateEnvironment({ params: { environment: other }, body: { name: 'x' } }),
      () => owner.addCluster({ params: { environment: other }, body: { kind: 'manifests', name: 'x', folder } }),
    ]) {
      assert.equal((await problemOf(call()))?.code, 'not-found')
    }
    assert.equal((await problemOf(owner.deleteEnvironment({ params: { environment: mine } })))?.code, 'not-allowed')
  })
})

test('the demo comes once, says what it is, and goes with its environment', async (t) => {
  const own = await testApi(t)
  const demo = await mkdtemp(join(tmpdir(), 'shop'))
  t.after(() => rm(demo, { recursive: true }))
  await writeFile(join(demo, 'cart.json'), JSON.stringify(deployment('shop', 'cart')))
  await ensureDemo(own.services, demo)
  await ensureDemo(own.services, demo)
  const someone = await own.as({ role: 'clusterAdmin', scope: tenantScope })
  const { environments } = await someone.getEnvironmentTree()
  assert.equal(environments.length, 1)
  assert.match(environments[0]?.name ?? '', /^Demo: /)
  assert.equal(environments[0]?.demo, true)
  await until('the demo is read', async () => (await someone.listResources()).total === 1)
  await someone.deleteEnvironment({ params: { environment: environments[0]?.id ?? '' } })
  assert.deepEqual((await someone.getEnvironmentTree()).environments, [])
  assert.equal((await someone.listResources({ query: { view: 'all' } })).total, 0)
})
