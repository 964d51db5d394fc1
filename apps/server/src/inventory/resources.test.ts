import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tenantScope } from '@toride/core/access'
import { sampleTenant } from '../testing/sample-objects.ts'
import { fillTenant, testApi } from '../testing/test-api.ts'

const facets = ['environment', 'cluster', 'namespace', 'kind', 'health', 'severity', 'managedBy', 'check'] as const

test('inventory', async (t) => {
  const api = await testApi(t)
  const { environments, clusters } = await fillTenant(t, api, sampleTenant)
  const { production: environment } = environments
  const { east: cluster } = clusters
  const admin = await api.as({ role: 'securityAnalyst', scope: tenantScope })
  const developer = await api.as({ role: 'appDeveloper', scope: { level: 'namespace', environment, cluster, namespace: 'shop' } })
  const names = (items: readonly { readonly name: string }[]) => items.map(({ name }) => name)
  const list = async (query: NonNullable<Parameters<typeof admin.listResources>[0]>['query']) =>
    names((await admin.listResources({ query: { ...query, sort: 'name' } })).items)

  await t.test('a developer is listed what an administrator is listed of the same namespace', async () => {
    const query = { sort: 'name' as const, view: 'all' as const }
    const ofDeveloper = await developer.listResources({ query })
    assert.deepEqual(names(ofDeveloper.items), ['cart', 'cart', 'cart-1', 'cart-2', 'database', 'web'])
    assert.deepEqual(ofDeveloper, await admin.listResources({ query: { ...query, cluster: [cluster], namespace: ['shop'] } }))
    const { facets: counted } = await developer.listResources({ query: { facets: [...facets] } })
    assert.deepEqual(
      [counted.namespace, counted.cluster, counted.environment].map((values) => values?.length),
      [1, 1, 1],
    )
  })

  await t.test('what a controller runs is left out unless it is asked for', async () => {
    assert.deepEqual(await list({ kind: ['/Pod'] }), [])
    assert.deepEqual(await list({ kind: ['/Pod'], view: 'all' }), ['cart-1', 'cart-2', 'ledger-1'])
  })

  await t.test('each value of a facet has as many resources as it says, under whatever else is chosen', async () => {
    for (const chosen of [{}, { namespace: ['shop', ''], health: ['unhealthy' as const] }]) {
      const { facets: counted } = await admin.listResources({ query: { ...chosen, facets: [...facets] } })
      for (const facet of facets) {
        const values = counted[facet] ?? []
        assert.ok(values.length > 0, facet)
        for (const { value, count } of values.slice(0, 8)) {
          const { total } = await admin.listResources({ query: { ...chosen, [facet]: [value], limit: 1 } })
          assert.equal(total, count, `${facet} ${value} with ${JSON.stringify(chosen)}`)
        }
      }
    }
  })

  await t.test('filters by label, image, tool and text', async () => {
    assert.deepEqual(await list({ label: ['app=web'] }), ['web'])
    assert.deepEqual(await list({ label: ['app.kubernetes.io/managed-by', 'app=web'] }), ['web'])
    assert.deepEqual(await list({ label: ['app=web', 'app=cart'] }), [])
    assert.deepEqual(await list({ image: 'registry.example/ledger' }), ['ledger'])
    assert.deepEqual(await list({ managedBy: ['helm'] }), ['web'])
    assert.deepEqual(await list({ q: 'EDGE' }), ['ledger', 'ledger'])
    assert.deepEqual(await list({ q: '%' }), [])
    assert.deepEqual(await list({ namespace: [''] }), ['do-everything'])
  })

  await t.test('a page goes on where the one before ended, whatever was deleted meanwhile', async () => {
    const order = { sort: 'name' as const, limit: 3, cluster: [clusters.west, clusters.bench] }
    const first = await admin.listResources({ query: order })
    assert.deepEqual([names(first.items), first.total], [['cart', 'experiment', 'experiment'], 4])
    const gone = first.items.map(({ id }) => id)
    await api.store.database.deleteFrom('resources').where('id', 'in', gone).execute()
    const second = await admin.listResources({ query: { ...order, cursor: first.nextCursor ?? '' } })
    assert.deepEqual([names(second.items), second.nextCursor, second.total], [['search'], null, 1])
  })

  await t.test('the file holds the filtered list and nothing that the caller does not see', async () => {
    const file = await developer.text('/api/v1/resources.csv?view=all')
    assert.equal(file.trim().split('\r\n').length, 1 + 6)
    for (const hidden of ['ledger', 'bank', 'west', 'do-everything']) assert.ok(!file.includes(hidden), hidden)
  })
})
