import assert from 'node:assert/strict'
import { journey } from '../src/journey.ts'
import { foundCount } from '../src/list.ts'

journey('everything from sign-in to a fix is reached with the keyboard alone', {}, async ({ page }) => {
  const { keyboard } = page
  await page.goto('/')
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()

  await page.getByRole('button', { name: 'Skip to content' }).focus()
  await keyboard.press('Enter')
  assert.equal(await page.evaluate('document.activeElement.id'), 'content')

  await keyboard.press('g')
  await keyboard.press('r')
  await page.getByRole('heading', { level: 1, name: 'Recommendations' }).waitFor()
  await foundCount(page)
  const names = page.locator('main tbody [data-names-row]')
  await keyboard.press('j')
  await names.nth(0).and(page.locator(':focus')).waitFor()
  await keyboard.press('j')
  await names.nth(1).and(page.locator(':focus')).waitFor()
  await keyboard.press('k')
  await names.nth(0).and(page.locator(':focus')).waitFor()
  await keyboard.press('Enter')
  await page.waitForURL((url) => url.searchParams.has('pane'))
  await page.getByRole('button', { name: 'View full details' }).waitFor()
  await keyboard.press('Escape')
  await page.waitForURL((url) => !url.searchParams.has('pane'))

  await keyboard.press('/')
  const search = page.getByRole('combobox', { name: 'Search everything' })
  await search.and(page.locator(':focus')).waitFor()
  await keyboard.type('privileged')
  await page.getByRole('option').first().waitFor()
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowUp')
  await keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname !== '/recommendations')
  // A key that comes while the page is being changed goes nowhere.
  await page.locator('h1').filter({ hasNotText: '…' }).first().waitFor()
  await page.locator('[aria-busy="true"], .fui-Skeleton, .fui-Spinner').first().waitFor({ state: 'detached' })

  await keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await keyboard.press('Escape')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor({ state: 'hidden' })
})
