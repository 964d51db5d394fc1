import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { tenantScope } from '@toride/core/access'
import { sampleTenant } from '../testing/sample-objects.ts'
import { fillTenant, testApi } from '../testing/test-api.ts'

const api = await testApi({ after })
const { environments, clusters } = await fillTenant({ after }, api, sampleTenant)
const shop = { level: 'namespace', environment: environments.production, cluster: clusters.east, namespace: 'shop' } as const
const admin = await api.as({ role: 'clusterAdmin', scope: tenantScope })
const developer = await api.as({ role: 'appDeveloper', scope: shop })

test('x', async () => {
  const r = await admin.listRecommendations({ query: { limit: 500, facets: ['namespace', 'severity', 'cluster'] } })
  console.log(r.total, r.facets, r.items.find(({ check }) => check === 'privileged-containers'))
  const d = await developer.listRecommendations({ query: { limit: 500, facets: ['namespace', 'severity', 'cluster'] } })
  console.log(d.total, d.facets, d.items.find(({ check }) => check === 'privileged-containers'))
  assert.ok(true)
})
