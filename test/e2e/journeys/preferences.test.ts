import assert from 'node:assert/strict'
import { journey } from '../src/journey.ts'

journey('the language changes at once and stays', {}, async ({ page }) => {
  await page.goto('/recommendations')
  await page.getByRole('heading', { level: 1, name: 'Recommendations' }).waitFor()
  assert.equal(await page.locator('html').getAttribute('lang'), 'en')
  await page.getByRole('button', { name: 'Language' }).click()
  await page.getByRole('menuitemradio', { name: '日本語' }).click()
  await page.getByRole('heading', { level: 1, name: '推奨事項' }).waitFor()
  assert.equal(await page.locator('html').getAttribute('lang'), 'ja')
  await page.reload()
  await page.getByRole('heading', { level: 1, name: '推奨事項' }).waitFor()
  assert.equal(await page.locator('html').getAttribute('lang'), 'ja')
  await page.getByRole('button', { name: '言語' }).click()
  await page.getByRole('menuitemradio', { name: 'English' }).click()
  await page.getByRole('heading', { level: 1, name: 'Recommendations' }).waitFor()
})

for (const { words, theme } of [
  { words: 'Dark', theme: 'dark' },
  { words: 'High contrast', theme: 'highContrast' },
])
  journey(`the theme ${theme} stays`, {}, async ({ page }) => {
    await page.goto('/')
    await page.getByRole('button', { name: 'Theme' }).click()
    await page.getByRole('menuitemradio', { name: words }).click()
    await page.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' })
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
    assert.equal(await page.locator('html').getAttribute('data-theme'), theme)
  })
