import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'

/** Runs in the page. */
const reportViolations = `document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
  console.error('content security policy: ' + violatedDirective + ' ' + blockedURI))`

/**
 * Watches a page for what must never happen: errors in the console, uncaught errors, violations of the content security
 * policy, requests to other addresses.
 *
 * @returns asserts that nothing of it has happened
 */
export async function watchPage(page: Page, origin: string, expectedStatuses: readonly number[]): Promise<() => void> {
  const faults: string[] = []
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    const status = /the server responded with a status of (\d+)/.exec(message.text())?.[1]
    if (status !== undefined && expectedStatuses.includes(Number(status))) return
    faults.push(`console: ${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`))
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.origin !== origin && url.protocol !== 'data:' && url.protocol !== 'blob:') faults.push(`request to ${request.url()}`)
  })
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? ''
    // What a page asked for before it was left.
    if (reason !== 'net::ERR_ABORTED') faults.push(`request failed: ${request.url()} ${reason}`)
  })
  await page.addInitScript(reportViolations)
  return () => assert.deepEqual(faults, [])
}
