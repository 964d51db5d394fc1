import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tenantScope } from '@toride/core/access'
import { sampleTenant } from '../testing/sample-objects.ts'
import { fillTenant, testApi } from '../testing/test-api.ts'

const facets = ['environment', 'cluster', 'namespace', 'severity', 'control', 'category', 'state', 'insight', 'standard', 'kind'] as const
const states = ['healthy', 'unhealthy', 'notApplicable', 'exempt', 'unknown'] as const

test('recommendations', async (t) => {
  const api = await testApi(t)
  const { environments, clusters } = await fillTenant(t, api, sampleTenant)
  const { production: environment, laboratory } = environments
  const { east: cluster } = clusters
  const admin = await api.as({ role: 'clusterAdmin', scope: tenantScope })
  const developer = await api.as({ role: 'appDeveloper', scope: { level: 'namespace', environment, cluster, namespace: 'shop' } })
  const inShop = { cluster: [cluster], namespace: ['shop'] }

  await t.test('a developer is told what an administrator is told of the same namespace', async () => {
    const ofDeveloper = await developer.listRecommendations({ query: { limit: 500 } })
    assert.ok(ofDeveloper.total > 50)
    assert.deepEqual(ofDeveloper, await admin.listRecommendations({ query: { limit: 500, ...inShop } }))
    const params = { check: 'privileged-containers' }
    const { counts, affectedPods } = await developer.getRecommendation({ params })
    assert.deepEqual([counts.unhealthy, affectedPods], [1, 2])
    assert.deepEqual(await developer.getRecommendation({ params }), await admin.getRecommendation({ params, query: inShop }))
  })

  await t.test('facets hold nothing of what a developer does not see', async () => {
    const { facets: counted } = await developer.listRecommendations({ query: { facets: [...facets] } })
    assert.deepEqual(
      counted.namespace?.map(({ value }) => value),
      ['shop'],
    )
    assert.deepEqual(
      [counted.environment, counted.cluster].map((values) => values?.map(({ label }) => label)),
      [['production'], ['east']],
    )
    const elsewhere = await developer.listRecommendations({ query: { environment: [laboratory], facets: ['namespace', 'kind'] } })
    assert.deepEqual([elsewhere.total, elsewhere.facets], [0, { namespace: [], kind: [] }])
  })

  await t.test('each value of a facet has as many recommendations as it says, under whatever else is chosen', async () => {
    const choices = [{}, { severity: ['high' as const] }, { namespace: ['shop', ''], state: ['unhealthy' as const] }, { q: 'container' }]
    for (const chosen of choices) {
      const { facets: counted } = await admin.listRecommendations({ query: { ...chosen, facets: [...facets] } })
      for (const facet of facets) {
        const values = counted[facet] ?? []
        assert.ok(values.length > 0, facet)
        for (const { value, count } of values) {
          const { total } = await admin.listRecommendations({ query: { ...chosen, [facet]: [value], limit: 1 } })
          assert.equal(total, count, `${facet} ${value} with ${JSON.stringify(chosen)}`)
        }
      }
    }
  })

  await t.test('pages put together are the whole list, in every order', async () => {
    const whole = await admin.listRecommendations({ query: { limit: 500 } })
    for (const sort of ['severity', '-title', 'unhealthy', '-affectedPods', 'potentialScoreIncrease', 'lastChangedAt'] as const) {
      const found: string[] = []
      for (let cursor: string | undefined = ''; cursor !== undefined; ) {
        const page = await admin.listRecommendations({ query: { sort, limit: 17, ...(cursor !== '' && { cursor }) } })
        assert.equal(page.total, whole.total)
        found.push(...page.items.map(({ check }) => check))
        cursor = page.nextCursor ?? undefined
      }
      assert.equal(found.length, whole.total, sort)
      assert.deepEqual(found.toSorted(), whole.items.map(({ check }) => check).toSorted(), sort)
    }
  })

  await t.test('a cursor of another order is refused with the field named', async () => {
    const { nextCursor } = await admin.listRecommendations({ query: { limit: 1, sort: 'title' } })
    const query = { limit: 1, sort: 'severity' as const, cursor: nextCursor ?? '' }
    await assert.rejects(admin.listRecommendations({ query }), (error) => {
      const { code, errors } = (error as { problem: { code: string; errors: { path: string }[] } }).problem
      return code === 'request-invalid' && errors[0]?.path === 'query/cursor'
    })
  })

  await t.test('the counts by state are the numbers of resources that are listed in it', async () => {
    const params = { check: 'privileged-containers' }
    const { counts } = await admin.getRecommendation({ params })
    for (const state of states) {
      const { total } = await admin.listAffectedResources({ params, query: { state: [state], limit: 1 } })
      assert.equal(total, counts[state], state)
    }
    assert.ok(counts.healthy > 0 && counts.unhealthy > 0)
  })

  await t.test('a check that does not exist is not found', async () => {
    const isNotFound = (error: unknown) => (error as { problem: { status: number } }).problem.status === 404
    await assert.rejects(admin.getRecommendation({ params: { check: 'no-such-check' } }), isNotFound)
    await assert.rejects(admin.listAffectedResources({ params: { check: 'no-such-check' } }), isNotFound)
  })

  await t.test('the file holds the filtered list and nothing that the caller does not see', async () => {
    const path = '/api/v1/recommendations/privileged-containers/resources.csv?state=unhealthy'
    const file = await developer.text(path)
    assert.equal(file.trim().split('\r\n').length, 1 + 1)
    assert.match(file, /,cart,/)
    for (const hidden of ['ledger', 'proxy', 'west', 'bench', 'laboratory']) assert.ok(!file.includes(hidden), hidden)
    assert.equal((await admin.text(path)).trim().split('\r\n').length, 1 + 5)
  })
})
