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

journey('from the setup link to the overview, and the demo goes with one click', { as: 'nobody', server: own }, async ({ page, url }) => {
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
})
