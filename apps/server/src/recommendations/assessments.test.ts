import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tenantScope } from '@toride/core/access'
import { sampleTenant } from '../testing/sample-objects.ts'
import { fillTenant, testApi } from '../testing/test-api.ts'

const facets = ['environment', 'cluster', 'namespace', 'kind', 'severity', 'control', 'category', 'state', 'check'] as const

test('assessments', async (t) => {
  const api = await testApi(t)
  const { environments, clusters } = await fillTenant(t, api, sampleTenant)
  const { production: environment } = environments
  const { east: cluster } = clusters
  const admin = await api.as({ role: 'auditor', scope: tenantScope })
  const developer = await api.as({ role: 'appDeveloper', scope: { level: 'namespace', environment, cluster, namespace: 'shop' } })
  const inShop = { cluster: [cluster], namespace: ['shop'] }
  const query = { limit: 500, sort: 'name' as const }

  await t.test('a developer is listed what an administrator is listed of the same namespace', async () => {
    const ofDeveloper = await developer.listAssessments({ query })
    assert.ok(ofDeveloper.total > 20)
    assert.deepEqual(ofDeveloper, await admin.listAssessments({ query: { ...query, ...inShop } }))
    const { facets: counted } = await developer.listAssessments({ query: { facets: [...facets] } })
    assert.deepEqual(
      [counted.namespace, counted.cluster, counted.environment].map((values) => values?.length),
      [1, 1, 1],
    )
  })

  await t.test('a resource that a developer does not see is not found by its id either', async () => {
    const { items } = await admin.listAssessments({ query: { q: 'ledger', limit: 1 } })
    const resource = [items[0]?.resource.id ?? '']
    assert.equal((await admin.listAssessments({ query: { resource, limit: 1 } })).items[0]?.resource.name, 'ledger')
    assert.equal((await developer.listAssessments({ query: { resource, limit: 1 } })).total, 0)
    assert.equal((await developer.listAssessments({ query: { q: 'ledger', limit: 1 } })).total, 0)
  })

  await t.test('each value of a facet has as many rows as it says, under whatever else is chosen', async () => {
    for (const chosen of [{}, { severity: ['high' as const], namespace: ['shop'] }]) {
      const { facets: counted } = await admin.listAssessments({ query: { ...chosen, facets: [...facets] } })
      for (const facet of facets) {
        const values = counted[facet] ?? []
        assert.ok(values.length > 0, facet)
        for (const { value, count } of values.slice(0, 8)) {
          const { total } = await admin.listAssessments({ query: { ...chosen, [facet]: [value], limit: 1 } })
          assert.equal(total, count, `${facet} ${value} with ${JSON.stringify(chosen)}`)
        }
      }
    }
  })

  for (const sort of ['severity', '-severity', 'name', 'check', '-since'] as const) {
    await t.test(`pages put together are the whole list by ${sort}`, async () => {
      const { total } = await admin.listAssessments({ query: { limit: 1 } })
      const found = new Set<string>()
      let pages = 0
      for (let cursor: string | undefined = ''; cursor !== undefined; pages += 1) {
        const page = await admin.listAssessments({ query: { sort, limit: 100, ...(cursor !== '' && { cursor }) } })
        for (const { check, resource } of page.items) found.add(`${resource.id} ${check}`)
        cursor = page.nextCursor ?? undefined
      }
      assert.deepEqual([found.size, pages], [total, Math.ceil(total / 100)])
    })
  }

  await t.test('a finding says in both languages what is wrong, and where it stands in the file', async () => {
    const { items } = await developer.listAssessments({ query: { check: ['privileged-containers'] } })
    const [finding] = items[0]?.findings ?? []
    assert.equal(items[0]?.resource.name, 'cart')
    assert.ok(finding?.fixable)
    assert.equal(finding?.pointer, '/spec/template/spec/containers/0/securityContext/privileged')
    assert.notEqual(finding?.message.en, finding?.message.ja)
    assert.deepEqual([finding?.location?.file, typeof finding?.location?.line], ['objects.json', 'number'])
  })
})
