import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tenantScope } from '@toride/core/access'
import { sampleTenant } from '../testing/sample-objects.ts'
import { fillTenant, testApi } from '../testing/test-api.ts'

test('resource health', async (t) => {
  const api = await testApi(t)
  const { environments, clusters } = await fillTenant(t, api, sampleTenant)
  const { production: environment } = environments
  const { east: cluster } = clusters
  const admin = await api.as({ role: 'clusterAdmin', scope: tenantScope })
  const developer = await api.as({ role: 'appDeveloper', scope: { level: 'namespace', environment, cluster, namespace: 'shop' } })
  const idOf = async (kind: string, namespace: string, name: string) => {
    const { items } = await admin.listResources({
      query: { cluster: [cluster], kind: [kind], namespace: [namespace], q: name, view: 'all' },
    })
    return items[0]?.id ?? ''
  }

  await t.test('a workload is shown with everything that is said of it, its pods and what selects it', async () => {
    const detail = await developer.getResource({ params: { resource: await idOf('apps/Deployment', 'shop', 'cart') } })
    const states = new Map(detail.assessments.map(({ check, state }) => [check, state]))
    assert.deepEqual([states.get('privileged-containers'), states.get('host-namespaces')], ['unhealthy', 'healthy'])
    assert.equal(detail.assessments.filter(({ state }) => state === 'healthy').length, detail.healthyChecks)
    assert.deepEqual(detail.containers, [{ name: 'main', image: 'registry.example/cart:1', kind: 'container' }])
    assert.deepEqual(
      detail.livePods.map(({ name, phase, ready, node }) => [name, phase, ready, node]),
      [
        ['cart-1', 'Running', true, 'node-1'],
        ['cart-2', 'Running', true, 'node-1'],
      ],
    )
    const selectedBy = detail.relations.filter(({ relation }) => relation === 'selected-by').map(({ resource }) => resource)
    assert.deepEqual(
      selectedBy.map(({ kind, name }) => [kind, name]),
      [['Service', 'cart']],
    )
    assert.match(detail.yaml, /^kind: Deployment$/m)
    assert.equal(detail.file?.path, 'objects.json')
  })

  await t.test('what is healthy has the severity and effect that policies give it', async () => {
    const checks = { 'host-namespaces': { severity: 'low' as const, effect: 'deny' as const } }
    const metadata = { name: 'shop' }
    const spec = { scope: { namespaces: ['shop'] }, checks }
    await admin.createPolicy({ body: { apiVersion: 'toride.dev/v1', kind: 'PolicyAssignment', metadata, spec } })
    const of = async (namespace: string, name: string) => {
      const detail = await admin.getResource({ params: { resource: await idOf('apps/Deployment', namespace, name) } })
      const found = detail.assessments.find(({ check }) => check === 'host-namespaces')
      return [found?.state, found?.severity, found?.effect]
    }
    assert.deepEqual(await of('shop', 'cart'), ['healthy', 'low', 'deny'])
    assert.deepEqual(await of('bank', 'ledger'), ['healthy', 'medium', 'audit'])
  })

  await t.test('a resource of another namespace does not exist for a developer', async () => {
    const resource = await idOf('apps/Deployment', 'bank', 'ledger')
    assert.equal((await admin.getResource({ params: { resource } })).name, 'ledger')
    const isNotFound = (error: unknown) => (error as { problem: { status: number } }).problem.status === 404
    await assert.rejects(developer.getResource({ params: { resource } }), isNotFound)
    await assert.rejects(admin.getResource({ params: { resource: '999999999' } }), isNotFound)
  })

  await t.test('the contents of a Secret are shown nowhere', async () => {
    const text = await admin.text(`/api/v1/resources/${await idOf('/Secret', 'shop', 'database')}`)
    assert.match(text, /"kind":"Secret"/)
    assert.ok(!text.includes(Buffer.from('correct horse').toString('base64')))
  })
})
