import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { createClient } from '@toride/contract/client'
import { tenantScope } from '@toride/core/access'
import { administrator } from '../src/administrator.ts'
import { journey } from '../src/journey.ts'
import { startServer, type TestServer } from '../src/start-server.ts'

let server: TestServer | undefined
before(async () => {
  server = await startServer({ demo: true })
})
after(async () => server?.stop())

const own = () => {
  assert.ok(server !== undefined)
  return { url: server.url, api: createClient({ baseUrl: server.url, fetch }) }
}

journey(
  'from the setup link to the overview; the demo goes with one click; a cluster that does not answer is unknown',
  { as: 'nobody', server: own },
  async ({ page, url }) => {
    await page.goto('/')
    await page.getByRole('heading', { level: 1, name: 'Create the first administrator' }).waitFor()
    await page.goto(`/setup?token=${server?.setupToken}`)
    await page.waitForURL((address) => !address.search.includes('token'))
    assert.equal(await page.getByLabel('Setup token').inputValue(), server?.setupToken)
    await page.getByLabel('Username').fill(administrator.username)
    await page.getByLabel('Display name').fill(administrator.displayName)
    await page.getByLabel(/^Password/).fill(administrator.password)
    await page.getByRole('button', { name: 'Create administrator' }).click()
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()

    const made = await page.request.post('/api/v1/tokens', {
      data: { name: 'look', expiresInDays: 1, assignments: [{ role: 'clusterAdmin', scope: tenantScope }] },
      headers: { 'x-toride-request': '1' },
    })
    const api = createClient({ baseUrl: url, token: ((await made.json()) as { secret: string }).secret, fetch })
    assert.ok((await api.listResources()).total > 0)
    await page.goto('/environments')
    await page.getByRole('button', { name: 'Remove the demo' }).click()
    await page.getByText('No environment yet').waitFor()
    assert.equal((await api.listResources()).total, 0)
    await page.goto('/')
    await page.getByText('Connect your first cluster').first().waitFor()

    await page.goto('/environments')
    await page.getByRole('button', { name: 'Add environment' }).first().click()
    const naming = page.getByRole('dialog', { name: 'Add environment' })
    await naming.getByRole('textbox', { name: 'Name', exact: true }).fill('Production')
    await naming.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Add cluster' }).first().click()
    const adding = page.getByRole('dialog', { name: 'Add cluster' })
    await adding.getByRole('textbox', { name: 'Name', exact: true }).fill('silent')
    await adding.getByLabel(/^kubeconfig/).fill(ofNobody)
    await adding.getByRole('button', { name: 'Test connection' }).click()
    await adding.getByText('The connection does not work').waitFor()
    await adding.getByRole('button', { name: 'Add cluster' }).click()
    await adding.waitFor({ state: 'hidden' })
    await page.goto('/clusters')
    await page.getByRole('row').filter({ hasText: 'silent' }).getByText('Unreachable').waitFor()
    await page.goto('/health')
    await page
      .getByRole('row')
      .filter({ hasText: 'silent' })
      .getByText(/Degraded|Failed/)
      .waitFor()
  },
)

/** Nobody listens at the port that this names. */
const ofNobody = `apiVersion: v1
kind: Config
current-context: one
clusters: [{ name: one, cluster: { server: 'https://127.0.0.1:9' } }]
contexts: [{ name: one, context: { cluster: one, user: one } }]
users: [{ name: one, user: { token: nothing } }]
`
