import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import type { Client } from '@toride/contract/client'
import type { Page } from 'playwright-core'
import { journey } from '../src/journey.ts'
import { foundCount } from '../src/list.ts'

const check = 'privileged-containers'

const open = async (page: Page, api: Client, id = check) => {
  const detail = await api.getRecommendation({ params: { check: id } })
  await page.goto(`/recommendations/${id}`)
  await page.getByRole('heading', { level: 1, name: detail.title.en }).waitFor()
  return detail
}

journey('a recommendation counts its resources by state, and each tab lists as many', {}, async ({ page, api }) => {
  const { counts } = await open(page, api)
  assert.ok(counts.unhealthy > 0 && counts.healthy > 0)
  for (const [name, count] of [
    ['Unhealthy', counts.unhealthy],
    ['Healthy', counts.healthy],
  ] as const) {
    const tab = page.getByRole('tab', { name: new RegExp(`^${name}`) })
    await tab.filter({ hasText: new RegExp(`\\D${count}$`) }).click()
    assert.equal(await foundCount(page, count), count)
  }
  await page.getByRole('tab', { name: /^Remediate/ }).click()
  await page.waitForURL((url) => url.searchParams.get('tab') === 'remediation')
})

journey('what is affected says why, with the place in its file', {}, async ({ page, api }) => {
  await open(page, api)
  const { items } = await api.listAffectedResources({ params: { check }, query: { state: ['unhealthy'] } })
  const [first] = items
  assert.ok(first !== undefined)
  const location = first.findings[0]?.location
  assert.ok(location !== null && location !== undefined)
  await page.getByRole('table').getByRole('link', { name: first.resource.name, exact: true }).first().click()
  await page.getByText(`${location.file}:${location.line}:${location.column}`).first().waitFor()
})

journey('a recommendation shows its parameters with their values', {}, async ({ page, api }) => {
  const { parameters } = await open(page, api, 'trusted-registries')
  await page.getByRole('tab', { name: /^Parameters/ }).click()
  const table = page.getByRole('table')
  for (const { text } of parameters) await table.getByText(text.en).first().waitFor()
})

journey('Fix shows the change, and gives the changed file to take to its source', {}, async ({ page, api }) => {
  await open(page, api)
  const { items } = await api.listAffectedResources({ params: { check }, query: { state: ['unhealthy'] } })
  const fixable = items.find(({ findings }) => findings.some((finding) => finding.fixable))
  assert.ok(fixable !== undefined)
  const { name } = fixable.resource
  await page.getByRole('row').filter({ hasText: name }).first().getByRole('checkbox').click()
  await page.getByRole('button', { name: 'Fix 1 resource' }).click()
  const dialog = page.getByRole('dialog', { name: 'Fix 1 resource' })
  await dialog.getByText('Take this change to its source').waitFor()
  await dialog
    .getByText(/privileged: false/)
    .first()
    .waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByText('Download', { exact: true }).click()])
  const text = await readFile(await download.path(), 'utf8')
  assert.match(text, /privileged: false/)
  assert.match(text, new RegExp(`name: ${name}`))
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
})

journey('an exemption needs a reason, and takes its resource out until it is deleted', {}, async ({ page, api, account }) => {
  const id = 'host-network-ports'
  const { counts, title } = await open(page, api, id)
  const { items } = await api.listAffectedResources({ params: { check: id }, query: { state: ['unhealthy'] } })
  const [target] = items
  assert.ok(target !== undefined)
  await page.getByRole('row').filter({ hasText: target.resource.name }).first().getByRole('checkbox').click()
  await page.getByRole('button', { name: 'Exempt' }).last().click()
  const dialog = page.getByRole('dialog', { name: 'Exempt' })
  assert.equal(await dialog.getByRole('button', { name: 'Exempt' }).getAttribute('aria-disabled'), 'true')
  await dialog.getByLabel('Reason').fill(`Accepted until the move, says ${account?.username}`)
  await dialog.getByLabel('Ends').selectOption({ label: 'In 30 days' })
  await dialog.getByRole('button', { name: 'Exempt' }).click()
  await dialog.waitFor({ state: 'hidden' })
  const exempt = page.getByRole('tab', { name: /^Exempt/ })
  await exempt.filter({ hasText: String(counts.exempt + 1) }).click()
  await page.getByText(`Accepted until the move, says ${account?.username}`).first().waitFor()

  await page.goto('/exemptions')
  await page.getByRole('table').getByRole('link', { name: title.en }).first().click()
  await page.getByText(`Accepted until the move, says ${account?.username}`).first().waitFor()
  await page.getByRole('button', { name: 'Delete exemption' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete exemption' }).click()
  await page.getByText('Nothing is exempt').waitFor()
  await open(page, api, id)
  await page
    .getByRole('tab', { name: /^Unhealthy/ })
    .filter({ hasText: String(counts.unhealthy) })
    .waitFor()
})
