import type { Page } from 'playwright-core'
import { textOf } from './text-of.ts'

/** How many rows the list of this page says it has; with `expected`, once it says that. */
export async function foundCount(page: Page, expected?: number): Promise<number> {
  const words = page.getByText(expected === undefined ? /^[\d,]+ results?$/ : new RegExp(`^${expected.toLocaleString('en')} results?$`))
  const shown = words.and(page.locator('main *')).first()
  await shown.waitFor()
  return Number((await textOf(shown)).replace(/\D/g, ''))
}
