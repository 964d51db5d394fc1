import type { Page } from 'playwright-core'

/** Goes to a page and waits until it has loaded what it shows. */
export async function showPage(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.locator('h1').filter({ hasNotText: '…' }).first().waitFor()
  await page.locator('[aria-busy="true"], .fui-Skeleton, .fui-Spinner').first().waitFor({ state: 'detached' })
}
