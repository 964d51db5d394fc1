import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tenantScope } from '@toride/core/access'
import { sampleTenant } from '../testing/sample-objects.ts'
import { fillTenant, testApi } from '../testing/test-api.ts'

test('secure score', async (t) => {
  const api = await testApi(t)
  const { environments, clusters } = await fillTenant(t, api, sampleTenant)
  const { production: environment } = environments
  const { east: cluster } = clusters
  const admin = await api.as({ role: 'auditor', scope: tenantScope })
  const developer = await api.as({ role: 'appDeveloper', scope: { level: 'namespace', environment, cluster, namespace: 'shop' } })
  const inShop = { cluster: [cluster], namespace: ['shop'] }

  await t.test('a developer has the score of their namespaces', async () => {
    const ofDeveloper = await developer.getScore()
    assert.deepEqual(ofDeveloper, await admin.getScore({ query: inShop }))
    assert.notDeepEqual(ofDeveloper.workloads, (await admin.getScore()).workloads)
    assert.deepEqual(
      ofDeveloper.environments.map(({ environment: { name } }) => name),
      ['production'],
    )
    assert.deepEqual(
      (await developer.getScoreHistory()).items.map(({ workloadPercent }) => workloadPercent),
      (await admin.getScoreHistory({ query: inShop })).items.map(({ workloadPercent }) => workloadPercent),
    )
    assert.deepEqual((await developer.getScore({ query: { cluster: [clusters.west] } })).workloads.controls, [])
  })

  await t.test('points of controls follow the formula and add up', async () => {
    const { workloads, clusters: classic } = await admin.getScore()
    for (const view of [workloads, classic]) {
      for (const { max, current, potentialIncrease, healthy, unhealthy } of view.controls) {
        assert.ok(Math.abs(current - (max / (healthy + unhealthy)) * healthy) < 1e-9)
        assert.ok(Math.abs(current + potentialIncrease - max) < 1e-9)
      }
      const sum = (key: 'current' | 'max') => view.controls.reduce((total, control) => total + control[key], 0)
      assert.ok(Math.abs(view.current - sum('current')) < 1e-9 && Math.abs(view.max - sum('max')) < 1e-9)
    }
    const access = (view: typeof workloads) => view.controls.find(({ control }) => control === 'manage-access-and-permissions')
    assert.deepEqual([access(classic)?.healthy, access(classic)?.unhealthy], [0, 3])
    assert.ok(access(workloads)?.recommendations.includes('privileged-containers'))
  })

  await t.test('the history ends with the score of now', async () => {
    const { workloads, clusters: classic } = await admin.getScore()
    const { items, total } = await admin.getScoreHistory({ query: { days: 7 } })
    const last = items.at(-1)
    assert.deepEqual([last?.workloadPercent, last?.percent], [workloads.percent, classic.percent])
    assert.equal(total, items.length)
  })

  await t.test('the history holds its days, each with what held at its end', async () => {
    const { database } = api.store
    const points = await database.selectFrom('score_points').selectAll().where('cluster_id', '=', clusters.bench).execute()
    const before = new Date(Date.now() - 3.5 * 86_400_000)
    const former = { 'manage-access-and-permissions': [1, 0] } as const
    for (const { cluster_id, namespace } of points) {
      await database
        .insertInto('score_points')
        .values({ cluster_id, namespace, at: before, controls: JSON.stringify(former) })
        .execute()
    }
    const { items } = await admin.getScoreHistory({ query: { cluster: [clusters.bench], days: 30 } })
    assert.equal(items[0]?.workloadPercent, 100)
    assert.ok((items.at(-1)?.workloadPercent ?? 100) < 100)
    const times = items.map(({ at }) => Date.parse(at))
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    )
    assert.ok(items.length >= 4 && items.length <= 7, String(items.length))
    const file = await admin.text(`/api/v1/score/history.csv?cluster=${clusters.bench}&days=30`)
    assert.equal(file.trim().split('\r\n').length, 1 + items.length)
  })
})

test('a tenant without anything has no score', async (t) => {
  const api = await testApi(t)
  const admin = await api.as({ role: 'clusterAdmin', scope: tenantScope })
  const { workloads, environments, lastChangedAt } = await admin.getScore()
  assert.deepEqual([workloads.percent, workloads.max, environments, lastChangedAt], [null, 0, [], null])
  assert.deepEqual((await admin.getScoreHistory()).items, [])
})
