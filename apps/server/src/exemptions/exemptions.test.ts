import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tenantScope } from '@toride/core/access'
import { until } from '@toride/testing/until'
import { sampleTenant } from '../testing/sample-objects.ts'
import { fillTenant, testApi } from '../testing/test-api.ts'

test('exemptions', async (t) => {
  const api = await testApi(t)
  const { environments, clusters } = await fillTenant(t, api, sampleTenant)
  const { production: environment, laboratory } = environments
  const { east: cluster } = clusters
  const admin = await api.as({ role: 'clusterAdmin', scope: tenantScope })
  const analyst = await api.as({ role: 'securityAnalyst', scope: { level: 'environment', environment: laboratory } })
  const developer = await api.as({ role: 'appDeveloper', scope: { level: 'namespace', environment, cluster, namespace: 'shop' } })
  const check = 'privileged-containers'
  const common = { name: 'known', checks: [check], category: 'waiver' as const, reason: 'A driver', expiresAt: null }
  const idOf = async (namespace: string, name: string) => {
    const query = { cluster: [cluster], kind: ['apps/Deployment'], namespace: [namespace], q: name }
    return (await admin.listResources({ query })).items[0]?.id ?? ''
  }
  const counts = async (who = admin) => (await who.getRecommendation({ params: { check } })).counts
  const fails = (call: Promise<unknown>, code: string) =>
    assert.rejects(call, (error) => {
      assert.equal((error as { problem: { code: string } }).problem.code, code)
      return true
    })
  /** Folders are read again, then everything is assessed anew. */
  const untilExempt = (expected: number) => until(`${expected} exempt`, async () => (await counts()).exempt === expected || undefined)
  const removeAll = async () => {
    for (const { id } of (await admin.listExemptions()).items) await admin.deleteExemption({ params: { exemption: id } })
    await untilExempt(0)
  }

  await t.test('resources of two namespaces make two exemptions, which then hold for these resources alone', async () => {
    const resources = [await idOf('shop', 'cart'), await idOf('bank', 'ledger')]
    const { items } = await admin.createExemption({ body: { ...common, resources } })
    assert.deepEqual(
      items.map(({ scope, kinds, names }) => [scope.clusters, scope.namespaces, kinds, names]),
      [
        [[cluster], ['shop'], ['Deployment'], ['cart']],
        [[cluster], ['bank'], ['Deployment'], ['ledger']],
      ],
    )
    await untilExempt(2)
    assert.equal((await counts()).unhealthy, 3)
    const { items: listed } = await admin.listExemptions()
    assert.deepEqual(
      listed.map(({ affected }) => affected),
      [1, 1],
    )
    const { items: exempt } = await admin.listAffectedResources({ params: { check }, query: { state: ['exempt'] } })
    assert.deepEqual([exempt[0]?.exemption?.name, exempt[0]?.exemption?.category], ['known', 'waiver'])
  })

  await t.test('a developer sees the exemption of their namespace, and not that there is another', async () => {
    const query = { facets: ['category', 'state', 'check'] as ('category' | 'state' | 'check')[] }
    const { items, total, facets } = await developer.listExemptions({ query })
    assert.deepEqual([items.map(({ names }) => names), total, facets.check], [[['cart']], 1, [{ value: check, count: 1 }]])
    const other = (await admin.listExemptions()).items.find(({ names }) => names.includes('ledger'))
    await fails(developer.getExemption({ params: { exemption: other?.id ?? '' } }), 'not-found')
    const file = await developer.text('/api/v1/exemptions.csv')
    assert.ok(file.includes('cart') && !file.includes('ledger') && !file.includes('bank'))
    assert.deepEqual((await analyst.listExemptions()).items, [])
    await removeAll()
  })

  await t.test('an exemption of the tenant counts for everybody within what they see', async () => {
    await admin.createExemption({ body: common })
    await untilExempt(5)
    assert.deepEqual([(await counts(developer)).exempt, (await counts(developer)).unhealthy], [1, 0])
    const [seen] = (await developer.listExemptions()).items
    assert.equal(seen?.affected, 1)
    await removeAll()
  })

  await t.test('who has an environment exempts there and nowhere else', async () => {
    const { items } = await analyst.createExemption({ body: { ...common, scope: { environments: [laboratory] } } })
    assert.equal(items.length, 1)
    await untilExempt(1)
    await fails(analyst.createExemption({ body: common }), 'not-allowed')
    await fails(analyst.createExemption({ body: { ...common, scope: { environments: [laboratory, environment] } } }), 'not-allowed')
    await fails(analyst.createExemption({ body: { ...common, scope: { clusters: [cluster] } } }), 'not-allowed')
    await fails(analyst.createExemption({ body: { ...common, resources: [await idOf('shop', 'cart')] } }), 'resource-not-found')
    await fails(developer.createExemption({ body: { ...common, scope: { environments: [environment] } } }), 'not-allowed')
    const [own] = items
    const params = { exemption: own?.id ?? '' }
    await fails(analyst.updateExemption({ params, body: { ...common, scope: {} } }), 'not-allowed')
    await fails(developer.deleteExemption({ params }), 'not-allowed')
    await analyst.deleteExemption({ params })
    await fails(analyst.getExemption({ params }), 'not-found')
    await untilExempt(0)
  })

  await t.test('what cannot hold is refused with the field named', async () => {
    const unknown = '00000000-0000-4000-8000-000000000000'
    await fails(admin.createExemption({ body: { ...common, scope: { environments: [unknown] } } }), 'scope-not-found')
    const misspelt = admin.createExemption({ body: { ...common, checks: ['privileged-container'] } })
    await assert.rejects(misspelt, (error) => {
      const { errors } = (error as { problem: { errors: { path: string; message: string }[] } }).problem
      assert.deepEqual(errors, [{ path: '/checks/0', message: 'is not a check; did you mean privileged-containers?' }])
      return true
    })
    await fails(admin.getExemption({ params: { exemption: unknown } }), 'not-found')
  })

  await t.test('an expired exemption is kept and holds no more', async () => {
    const { items } = await admin.createExemption({ body: { ...common, expiresAt: new Date(Date.now() - 1000).toISOString() } })
    assert.equal(items[0]?.state, 'expired')
    assert.equal((await admin.listExemptions({ query: { state: ['expired'] } })).total, 1)
    assert.equal((await admin.listExemptions({ query: { state: ['active'] } })).total, 0)
    await api.assessor.written()
    assert.equal((await counts()).exempt, 0)
  })

  await t.test('every change is in the audit log with what it was before', async () => {
    const { items } = await admin.listAuditLog({ query: { target: ['exemption'], limit: 500 } })
    const actions = new Set(items.map(({ action }) => action))
    assert.deepEqual(actions, new Set(['exemption.create', 'exemption.delete']))
    assert.ok(items.every(({ action, before }) => (action === 'exemption.delete') === (before !== null)))
  })
})
