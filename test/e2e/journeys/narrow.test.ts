import assert from 'node:assert/strict'
import { test } from 'node:test'
import { play } from '../src/journey.ts'
import { portalPages } from '../src/portal-pages.ts'
import { showPage } from '../src/show-page.ts'

const widths =
  '[document.documentElement.clientWidth, document.documentElement.scrollWidth, document.querySelector("main")?.scrollWidth ?? 0]'

test('no page scrolls sideways on a telephone', async (t) => {
  const context = { viewport: { width: 390, height: 844 }, hasTouch: true }
  await play('narrow', { context, expectedStatuses: [404] }, async ({ page, api }) => {
    for (const { name, path } of await portalPages(api))
      await t.test(name, async () => {
        await showPage(page, path)
        const [shown = 0, ...content] = (await page.evaluate(widths)) as number[]
        assert.ok(Math.max(...content) <= shown, `${Math.max(...content)} px of content in ${shown} px`)
      })
  })
})
