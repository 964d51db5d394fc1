/**
 * Takes the pictures of the documentation from a server with the demo: `node test/e2e/screenshots.ts [folder]`; the folder
 * is docs/images unless another one is named.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Client, createClient } from '@toride/contract/client'
import type { Locale } from '@toride/core/locale'
import { type Browser, type Cookie, chromium, type Page } from 'playwright-core'
import { administrator, createAdministrator } from './src/administrator.ts'
import { buildPortal } from './src/build-portal.ts'
import { findBrowser, missingBrowser } from './src/find-browser.ts'
import { showPage } from './src/show-page.ts'
import { startServer } from './src/start-server.ts'
import { signIn } from './src/users.ts'

type Picture = {
  readonly name: string
  readonly path: string
  readonly locale?: Locale
  readonly theme?: 'light' | 'dark' | 'highContrast'
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly signedOut?: boolean
  /** What is done on the page before the picture is taken. */
  readonly prepare?: (page: Page) => Promise<void>
}

const narrow = { width: 390, height: 844 }

/** Of the demo as it comes. */
const demoPictures: readonly Picture[] = [
  { name: 'sign-in', path: '/sign-in', signedOut: true },
  { name: 'overview', path: '/' },
  { name: 'overview-ja', path: '/', locale: 'ja' },
  { name: 'overview-dark', path: '/', theme: 'dark' },
  { name: 'overview-high-contrast', path: '/', theme: 'highContrast' },
  { name: 'overview-mobile', path: '/', viewport: narrow },
  { name: 'recommendations', path: '/recommendations' },
  { name: 'recommendations-ja', path: '/recommendations', locale: 'ja' },
  { name: 'recommendations-mobile', path: '/recommendations', viewport: narrow },
]

const folder = process.argv[2] ?? join(import.meta.dirname, '../../docs/images')
const missing = missingBrowser()
if (missing !== undefined) {
  console.error(missing)
  process.exit(1)
}
await mkdir(folder, { recursive: true })
await buildPortal()
const executablePath = findBrowser()
const browser = await chromium.launch({
  ...(executablePath !== undefined && { executablePath }),
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none'],
})
const server = await startServer({ demo: true })
let cookies: Promise<Cookie[]> | undefined
try {
  await take(browser, { name: 'setup', path: '/setup', signedOut: true })
  const api = createClient({ baseUrl: server.url, token: await createAdministrator(server), fetch })
  for (const picture of demoPictures) await take(browser, picture)
  await fill(api)
  for (const picture of await pictures(api)) await take(browser, picture)
} finally {
  await browser.close()
  await server.stop()
}

/** Something on the pages that the demo alone leaves empty. */
async function fill(api: Client): Promise<void> {
  const scope = { level: 'tenant' } as const
  const password = 'chosen by somebody else'
  await api.createUser({
    body: { username: 'mika', displayName: 'Mika Analyst', password, assignments: [{ role: 'securityAnalyst', scope }] },
  })
  await api.createUser({ body: { username: 'otto', displayName: 'Otto Auditor', password, assignments: [{ role: 'auditor', scope }] } })
  const checks = {
    'trusted-registries': { parameters: { allowedContainerImagesRegex: '^shopregistry\\.azurecr\\.io/.+$' } },
    'privileged-containers': { effect: 'deny' },
  } as const
  const exempt = { check: 'host-path-volumes', query: { state: ['unhealthy' as const], limit: 1 } }
  const { items } = await api.listAffectedResources({ params: { check: exempt.check }, query: exempt.query })
  await api.createExemption({
    body: {
      name: 'Log collector reads the logs of the node',
      checks: [exempt.check],
      category: 'waiver',
      reason: 'Replaced by a sidecar with the next release of the platform.',
      expiresAt: new Date(Date.now() + 90 * 86_400_000).toISOString(),
      resources: items.map(({ resource }) => resource.id),
    },
  })
  await api.createPolicy({
    body: { apiVersion: 'toride.dev/v1', kind: 'PolicyAssignment', metadata: { name: 'shop-baseline' }, spec: { checks } },
  })
}

async function pictures(api: Client): Promise<readonly Picture[]> {
  const check = 'privileged-containers'
  const [cluster] = (await api.listClusters()).items
  const [worst] = (await api.listResources({ query: { kind: ['apps/Deployment'], sort: '-severity', limit: 1 } })).items
  const policy = (await api.listPolicies()).items.find(({ name }) => name === 'shop-baseline')
  return [
    { name: 'recommendation', path: `/recommendations/${check}` },
    { name: 'fix', path: `/recommendations/${check}`, prepare: openFix },
    { name: 'inventory', path: '/inventory' },
    { name: 'resource', path: `/inventory/${worst?.id}` },
    { name: 'clusters', path: '/clusters' },
    { name: 'cluster', path: `/clusters/${cluster?.id}` },
    { name: 'score', path: '/score' },
    { name: 'policies', path: '/policies' },
    { name: 'policy', path: `/policies/${policy?.id}` },
    { name: 'exemptions', path: '/exemptions' },
    { name: 'environments', path: '/environments' },
    { name: 'users', path: '/users' },
    { name: 'roles', path: '/roles' },
    { name: 'audit-log', path: '/audit-log' },
    { name: 'health', path: '/health' },
    { name: 'jobs', path: '/jobs' },
    { name: 'account', path: '/account' },
    { name: 'tokens', path: '/tokens' },
  ]
}

/** One session for all pictures, so that the audit log is not about them. */
function signedIn(): Promise<Cookie[]> {
  cookies ??= browser.newContext().then(async (context) => {
    await signIn(context, server.url, administrator)
    return context.cookies()
  })
  return cookies
}

async function openFix(page: Page): Promise<void> {
  await page.locator('main tbody').getByRole('checkbox').first().click()
  await page.getByRole('button', { name: 'Fix 1 resource' }).click()
  await page.getByRole('dialog').getByText('Take this change to its source').waitFor()
}

async function take(browser: Browser, picture: Picture): Promise<void> {
  const { name, path, locale = 'en', theme = 'light', viewport = { width: 1440, height: 900 } } = picture
  const context = await browser.newContext({ baseURL: server.url, viewport, locale, reducedMotion: 'reduce' })
  try {
    await context.addInitScript(`localStorage.setItem('toride.language', '${locale}'); localStorage.setItem('toride.theme', '${theme}')`)
    if (!picture.signedOut) await context.addCookies(await signedIn())
    const page = await context.newPage()
    await showPage(page, path)
    await page.waitForLoadState('networkidle', { timeout: 2000 }).catch(() => undefined)
    await picture.prepare?.(page)
    await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
    console.log(name)
  } finally {
    await context.close()
  }
}
