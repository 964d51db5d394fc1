import assert from 'node:assert/strict'
import type { Client } from '@toride/contract/client'
import { type Assignment, tenantScope } from '@toride/core/access'
import { administratorApi } from '../src/environment.ts'
import { journey } from '../src/journey.ts'
import { foundCount } from '../src/list.ts'

const namespace = 'payments'
const elsewhere = 'storefront'

const developer = async (api: Client): Promise<Assignment[]> => {
  const cluster = (await api.listClusters()).items.find(({ environment }) => environment.demo)
  assert.ok(cluster !== undefined)
  return [{ role: 'appDeveloper', scope: { level: 'namespace', environment: cluster.environment.id, cluster: cluster.id, namespace } }]
}

journey(
  'a developer of one namespace sees its resources, and nothing of the others',
  { as: await developer(administratorApi) },
  async ({ page, api }) => {
    const own = await api.listResources({ query: { namespace: [namespace] } })
    const others = await api.listResources({ query: { namespace: [elsewhere], limit: 1 } })
    const [other] = others.items
    assert.ok(own.total > 0 && other !== undefined)
    await page.goto('/inventory')
    assert.equal(await foundCount(page, own.total), own.total)
    await page.getByRole('button', { name: /^Namespace:/ }).click()
    await page.getByRole('checkbox', { name: namespace }).waitFor()
    assert.equal(await page.getByRole('checkbox', { name: elsewhere }).count(), 0)
    await page.keyboard.press('Escape')

    const csv = await (await page.request.get('/api/v1/resources.csv')).text()
    assert.ok(csv.includes(namespace))
    assert.ok(!csv.includes(elsewhere))

    await page.getByRole('combobox', { name: 'Search everything' }).fill(other.name)
    await page.getByText(`Nothing is called "${other.name}".`).waitFor()
    await page.keyboard.press('Escape')

    const navigation = page.getByRole('navigation', { name: 'Pages' })
    assert.equal(await navigation.getByRole('link', { name: 'Users and roles' }).count(), 0)
    assert.equal(await navigation.getByRole('link', { name: 'Audit log' }).count(), 0)
  },
)

journey(
  'what lies elsewhere does not exist for a developer',
  { as: await developer(administratorApi), expectedStatuses: [404] },
  async ({ page, api }) => {
    const { items } = await api.listResources({ query: { namespace: [elsewhere], limit: 1 } })
    await page.goto(`/inventory/${items[0]?.id}`)
    await page.getByText('This does not exist').waitFor()
  },
)

journey(
  'an auditor sees everything and can change nothing',
  { as: [{ role: 'auditor', scope: tenantScope }], expectedStatuses: [403] },
  async ({ page, api }) => {
    const { total } = await api.listRecommendations()
    await page.goto('/recommendations')
    assert.equal(await foundCount(page, total), total)
    await page.goto('/recommendations/privileged-containers')
    await page.getByRole('tab', { name: /^Unhealthy/ }).waitFor()
    assert.equal(await page.getByRole('button', { name: /^(Exempt|Fix|Manage effect)/ }).count(), 0)
    await page.goto('/environments')
    await page.getByRole('heading', { level: 1, name: 'Environment settings' }).waitFor()
    assert.equal(await page.getByRole('button', { name: /^(Add|Remove|Edit)/ }).count(), 0)
    const answer = await page.request.post('/api/v1/groups', { data: { name: 'mine' }, headers: { 'x-toride-request': '1' } })
    assert.equal(answer.status(), 403)
  },
)
