import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { journey } from '../src/journey.ts'
import { textOf } from '../src/text-of.ts'

journey('an administrator adds a user with a role, and the audit log tells who did it', {}, async ({ page, account }) => {
  const username = `new-${randomUUID().slice(0, 8)}`
  await page.goto('/users')
  await page.getByRole('button', { name: 'Add user' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Add user' })
  await dialog.getByLabel('Username').fill(username)
  await dialog.getByLabel(/^First password/).fill('a password of enough letters')
  await dialog.getByRole('button', { name: 'Add user' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('searchbox', { name: 'Search users' }).fill(username)
  await page.getByRole('link', { name: username }).waitFor()
  await page.goto('/audit-log')
  await page.getByRole('searchbox', { name: 'Search by target' }).fill(username)
  await page
    .getByRole('row')
    .filter({ hasText: username })
    .filter({ hasText: account?.username ?? '' })
    .first()
    .waitFor()
})

journey('the roles page says what each role allows', {}, async ({ page }) => {
  await page.goto('/roles')
  for (const role of ['Cluster admin', 'App developer', 'Security analyst', 'Auditor']) await page.getByText(role).first().waitFor()
})

journey('an API token is shown once, works, and is refused after it was revoked', {}, async ({ page, url }) => {
  await page.goto('/tokens')
  await page.getByRole('button', { name: 'Create API token' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Create API token' })
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('pipeline')
  await dialog.getByRole('button', { name: 'Create API token' }).click()
  const made = page.getByRole('dialog', { name: 'API token created' })
  const secret = await textOf(made.getByText(/^toride_/).first())
  const ask = async () => (await fetch(`${url}/api/v1/recommendations`, { headers: { authorization: `Bearer ${secret}` } })).status
  assert.equal(await ask(), 200)
  await made.getByRole('button', { name: 'Close' }).last().click()
  await page.reload()
  await page.getByRole('row').filter({ hasText: 'pipeline' }).waitFor()
  assert.ok(!(await page.content()).includes(secret))
  await page.getByRole('button', { name: 'Revoke "pipeline"' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('row').filter({ hasText: 'pipeline' }).getByText('Revoked').waitFor()
  assert.equal(await ask(), 401)
})

journey('a kubeconfig that starts a program is refused, with the reason', { expectedStatuses: [400, 422] }, async ({ page, api }) => {
  const { id } = await api.createEnvironment({ body: { name: `kubeconfig ${randomUUID().slice(0, 8)}` } })
  await page.goto('/clusters')
  await page.getByRole('button', { name: 'Add cluster' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Add cluster' })
  await dialog.getByLabel('Environment').selectOption(id)
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('with a program')
  await dialog.getByLabel(/^kubeconfig/).fill(withProgram)
  await dialog.getByRole('button', { name: 'Add cluster' }).click()
  await dialog
    .getByText(/exec|program|command/i)
    .and(dialog.getByRole('group').or(dialog.locator('.fui-MessageBar *')))
    .first()
    .waitFor()
  assert.equal((await api.listClusters({ query: { environment: [id] } })).total, 0)
  await api.deleteEnvironment({ params: { environment: id } })
})

journey('the score shows its history as a picture and as a table', {}, async ({ page }) => {
  await page.goto('/score')
  await page.getByRole('button', { name: 'As a table' }).click()
  await page.getByRole('group', { name: 'History' }).getByRole('row').nth(1).waitFor()
})

journey('the inventory finds a resource by name and shows all of it', {}, async ({ page, api }) => {
  const [first] = (await api.listResources({ query: { kind: ['apps/Deployment'], limit: 1 } })).items
  assert.ok(first !== undefined)
  await page.goto('/inventory')
  await page.getByRole('searchbox', { name: 'Search by name' }).fill(first.name)
  await page.waitForURL((url) => url.searchParams.get('q') === first.name)
  await page.getByRole('table').getByRole('link', { name: first.name, exact: true }).first().click()
  await page.getByRole('button', { name: 'View full details' }).click()
  await page.getByRole('heading', { level: 1, name: first.name }).waitFor()
  await page.getByRole('tab', { name: 'YAML' }).click()
  await page.getByText('apiVersion: apps/v1').first().waitFor()
})

const withProgram = `apiVersion: v1
kind: Config
current-context: one
clusters: [{ name: one, cluster: { server: 'https://127.0.0.1:6443' } }]
contexts: [{ name: one, context: { cluster: one, user: one } }]
users: [{ name: one, user: { exec: { apiVersion: client.authentication.k8s.io/v1, command: get-a-token, interactiveMode: Never } } }]
`
