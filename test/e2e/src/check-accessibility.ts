import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locale } from '@toride/core/locale'
import { play } from './journey.ts'
import { portalPages } from './portal-pages.ts'
import { showPage } from './show-page.ts'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What the system asks for; the portal follows it while no theme is chosen. */
const looks = [
  { name: 'light', media: { colorScheme: 'light', contrast: 'no-preference' } },
  { name: 'dark', media: { colorScheme: 'dark', contrast: 'no-preference' } },
  { name: 'highContrast', media: { colorScheme: 'dark', contrast: 'more' } },
] as const

/** Every page in one language, in every theme, by the rules of WCAG 2.2 AA that a program can check. */
export function checkAccessibility(locale: Locale): void {
  test(`every page is accessible in every theme (${locale})`, async (t) => {
    const context = { locale: locale === 'en' ? 'en-GB' : 'ja-JP' }
    await play(`accessible ${locale}`, { context, expectedStatuses: [404] }, async ({ page, api }) => {
      for (const { name, path } of await portalPages(api))
        await t.test(name, async () => {
          await page.emulateMedia(looks[0].media)
          await showPage(page, path)
          assert.equal(await page.locator('html').getAttribute('lang'), locale)
          const faults: string[] = []
          for (const look of looks) {
            await page.emulateMedia(look.media)
            await page.locator(`html[data-theme="${look.name}"]`).waitFor({ state: 'attached' })
            // Fluent's focus guards: they hold no content and hand the focus on to the next element at once.
            const axe = new AxeBuilder({ page }).withTags(rules).exclude('[data-tabster-dummy]').setLegacyMode(true)
            const { violations } = await axe.analyze()
            for (const { id, nodes } of violations)
              for (const { html, failureSummary } of nodes) faults.push(`${look.name} ${id}: ${html}\n${failureSummary}`)
          }
          assert.deepEqual(faults, [])
        })
    })
  })
}
