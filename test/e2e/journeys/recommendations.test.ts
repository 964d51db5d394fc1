import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { journey } from '../src/journey.ts'
import { foundCount } from '../src/list.ts'
import { textOf } from '../src/text-of.ts'

const openList = async (page: Page, search = '') => {
  await page.goto(`/recommendations${search}`)
  await page.getByRole('heading', { level: 1, name: 'Recommendations' }).waitFor()
  return foundCount(page)
}

const choose = async (page: Page, filter: string, value: string) => {
  await page
    .getByRole('search', { name: 'Filters' })
    .getByRole('button', { name: new RegExp(`^${filter}:`) })
    .click()
  await page.getByRole('checkbox', { name: value }).click()
  await page.keyboard.press('Escape')
}

journey('a filter stands in the address: it survives a reload, goes with Back, and its chip takes it away', {}, async ({ page, api }) => {
  const all = await openList(page)
  const { total } = await api.listRecommendations({ query: { severity: ['high'] } })
  assert.ok(total > 0 && total < all)
  await choose(page, 'Severity', 'High')
  await page.waitForURL((url) => url.searchParams.get('severity') === 'high')
  assert.equal(await foundCount(page, total), total)
  await page.reload()
  assert.equal(await foundCount(page, total), total)
  await page.goBack()
  await page.waitForURL((url) => !url.searchParams.has('severity'))
  assert.equal(await foundCount(page, all), all)
  await page.goForward()
  assert.equal(await foundCount(page, total), total)
  await page.getByRole('button', { name: 'Remove the filter Severity' }).click()
  await page.waitForURL((url) => !url.searchParams.has('severity'))
  assert.equal(await foundCount(page, all), all)
})

journey('tiles filter by severity, and their counts are those of the list', {}, async ({ page }) => {
  await openList(page)
  const tile = page.getByRole('list', { name: 'Recommendations by severity' }).getByRole('button', { name: /Medium/ })
  const count = Number(/\d+/.exec(await textOf(tile))?.[0])
  await tile.click()
  await page.waitForURL((url) => url.searchParams.get('severity') === 'medium')
  assert.equal(await foundCount(page, count), count)
  assert.equal(await tile.getAttribute('aria-pressed'), 'true')
})

journey('the values of a filter carry the counts that the list then has', {}, async ({ page, api }) => {
  await openList(page)
  const { facets } = await api.listRecommendations({ query: { facets: ['namespace'] } })
  const namespace = facets.namespace?.find(({ value }) => value === 'payments')
  assert.ok(namespace !== undefined && namespace.count > 0)
  await page.getByRole('button', { name: /^Namespace:/ }).click()
  const option = page.getByRole('listitem').filter({ has: page.getByRole('checkbox', { name: 'payments' }) })
  await option.waitFor()
  assert.match(await textOf(option), new RegExp(`${namespace.count}`))
  await page.getByRole('checkbox', { name: 'payments' }).click()
  assert.equal(await foundCount(page, namespace.count), namespace.count)
})

journey('what matches nothing looks different from an empty list, and can be reset', {}, async ({ page }) => {
  const all = await openList(page)
  await page.getByRole('searchbox', { name: 'Search by title' }).fill('no such title anywhere')
  await page.getByText('Nothing matches these filters').waitFor()
  await page.getByRole('button', { name: 'Reset filters' }).last().click()
  assert.equal(await foundCount(page, all), all)
})

journey('a saved view brings its filters back, for its owner alone', {}, async ({ page }) => {
  await openList(page, '?severity=high&state=unhealthy')
  await page.getByRole('button', { name: 'Saved views' }).click()
  await page.getByLabel('Name of the view').fill('Urgent')
  await page.getByRole('button', { name: 'Save this view' }).click()
  await page.getByRole('button', { name: 'Urgent', exact: true }).waitFor()
  await page.goto('/recommendations')
  await page.getByRole('button', { name: 'Saved views' }).click()
  await page.getByRole('button', { name: 'Urgent', exact: true }).click()
  await page.waitForURL((url) => url.searchParams.get('severity') === 'high' && url.searchParams.get('state') === 'unhealthy')
  await page.getByRole('button', { name: 'Saved views' }).click()
  await page.getByRole('button', { name: 'Delete the view Urgent' }).click()
  await page.getByText('No saved views yet.').waitFor()
})

journey('the CSV holds exactly the filtered set', {}, async ({ page, api }) => {
  await openList(page, '?severity=high&namespace=storefront')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download CSV' }).click()])
  const lines = (await readFile(await download.path(), 'utf8'))
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line !== '')
  const column = lines[0]?.split(',').indexOf('check') ?? -1
  assert.ok(column >= 0, String(lines[0]))
  const { items, total } = await api.listRecommendations({ query: { severity: ['high'], namespace: ['storefront'], limit: 500 } })
  assert.equal(items.length, total)
  assert.deepEqual(
    lines
      .slice(1)
      .map((line) => line.split(',')[column])
      .toSorted(),
    items.map(({ check }) => check).toSorted(),
  )
})

journey('a row opens beside the list and as a page of its own', {}, async ({ page }) => {
  await openList(page, '?q=privileged')
  const row = page
    .getByRole('table')
    .getByRole('link', { name: /privileged containers/i })
    .first()
  const title = await textOf(row)
  await row.click()
  const pane = page.getByRole('complementary').or(page.getByRole('dialog')).filter({ hasText: title })
  await pane.getByRole('button', { name: 'View full details' }).click()
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
})

journey('the same filters show resources and single findings', {}, async ({ page, api }) => {
  await openList(page, '?namespace=legacy')
  await page.getByRole('tab', { name: 'By resource' }).click()
  const resources = await api.listResources({ query: { namespace: ['legacy'] } })
  assert.equal(await foundCount(page, resources.total), resources.total)
  await page.getByRole('tab', { name: 'All findings' }).click()
  await page.getByRole('table', { name: 'All findings' }).waitFor()
  await page.waitForURL((url) => url.searchParams.get('namespace') === 'legacy')
})
