import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tenantScope } from '@toride/core/access'
import { sampleTenant } from '../testing/sample-objects.ts'
import { fillTenant, testApi } from '../testing/test-api.ts'

test('search', async (t) => {
  const api = await testApi(t)
  const { environments, clusters } = await fillTenant(t, api, sampleTenant)
  const { production: environment } = environments
  const { east: cluster } = clusters
  const admin = await api.as({ role: 'clusterAdmin', scope: tenantScope })
  const developer = await api.as({ role: 'appDeveloper', scope: { level: 'namespace', environment, cluster, namespace: 'shop' } })

  await t.test('everything is found by a part of its name', async () => {
    const shop = await admin.search({ query: { q: 'SHOP' } })
    assert.deepEqual(shop.namespaces.map(({ name, cluster: { name: of } }) => `${of}/${name}`).toSorted(), [
      'bench/shop',
      'east/shop',
      'west/shop',
    ])
    const product = await admin.search({ query: { q: 'product' } })
    assert.deepEqual(
      product.environments.map(({ name }) => name),
      ['production'],
    )
    const west = await admin.search({ query: { q: 'wes' } })
    assert.deepEqual(
      west.clusters.map(({ name }) => name),
      ['west'],
    )
  })

  await t.test('a recommendation is found by its title in either language, and counted within what is seen', async () => {
    for (const q of ['Privileged containers should', '特権コンテナーの使用を避ける']) {
      const count = async (who: typeof admin) =>
        (await who.search({ query: { q } })).recommendations.find(({ check }) => check === 'privileged-containers')?.unhealthy
      assert.deepEqual([await count(admin), await count(developer)], [5, 1], q)
    }
  })

  await t.test('a developer finds nothing outside of their namespaces', async () => {
    for (const q of ['ledger', 'bank', 'west', 'laboratory', 'do-everything', 'kube-system']) {
      const { recommendations: _, ...found } = await developer.search({ query: { q } })
      assert.deepEqual(found, { resources: [], clusters: [], environments: [], namespaces: [] }, q)
    }
    const own = await developer.search({ query: { q: 'cart', limit: 50 } })
    assert.deepEqual(new Set(own.resources.map((each) => `${each.cluster.name}/${each.namespace}`)), new Set(['east/shop']))
  })
})
