import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { journey } from '../src/journey.ts'

const check = 'trusted-registries'

journey('an assignment shows what would change, and changes that when it is saved', {}, async ({ page, api }) => {
  const before = await api.getRecommendation({ params: { check } })
  const name = `registries-${randomUUID().slice(0, 8)}`
  await page.goto(`/recommendations/${check}`)
  await page.getByRole('button', { name: 'Manage effect and parameters' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Parameters', { exact: true }).waitFor()
  await dialog
    .getByRole('group')
    .or(dialog)
    .getByPlaceholder(/^Default:/)
    .first()
    .fill('^.+$')
  await dialog.getByRole('button', { name: 'Apply to the form' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  await page.getByText('Become healthy').waitFor()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('table', { name: 'Assignments' }).getByRole('link', { name }).waitFor()
  const tab = (state: string, count: number) => page.getByRole('tab', { name: new RegExp(`^${state}`) }).filter({ hasText: String(count) })
  await page.goto(`/recommendations/${check}`)
  await tab('Healthy', before.counts.healthy + before.counts.unhealthy).waitFor()

  await page.goto('/policies')
  await page.getByRole('link', { name }).click()
  await page.getByRole('button', { name: 'Delete assignment' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete assignment' }).click()
  await page.waitForURL((url) => url.pathname === '/policies')
  await page.goto(`/recommendations/${check}`)
  await tab('Unhealthy', before.counts.unhealthy).waitFor()
})

journey('deny is kept, and says that nothing enforces it yet', {}, async ({ page, api }) => {
  const name = `denies-${randomUUID().slice(0, 8)}`
  await page.goto('/policies/new')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  await page.getByLabel(/^Effect of "Privileged containers/).selectOption({ label: 'Deny' })
  await page.getByText('Deny is set, but not enforced: no admission is installed.').first().waitFor()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('row').filter({ hasText: name }).getByText('Not enforced').waitFor()
  const policy = (await api.listPolicies({ query: { q: name } })).items[0]
  assert.equal(policy?.enforcement, 'no-admission-installed')
  await api.deletePolicy({ params: { policy: policy.id } })
})
