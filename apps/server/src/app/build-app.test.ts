import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { openApiDocument } from '@toride/contract/openapi'
import { browser } from '../testing/browser.ts'
import { testApi } from '../testing/test-api.ts'

const portalFolder = await mkdtemp(join(tmpdir(), 'toride-portal-'))
await mkdir(join(portalFolder, 'assets'))
await writeFile(
  join(portalFolder, 'index.html'),
  '<html><meta name="csp-nonce" content="__CSP_NONCE__"><script type="module" crossorigin src="/assets/main-1a2b.js"></script></html>',
)
await writeFile(join(portalFolder, 'assets/main-1a2b.js'), 'let everything = 1\n'.repeat(200))
await writeFile(join(portalFolder, 'favicon.svg'), '<svg/>')
const api = await testApi({ after }, { portalFolder, metricsToken: 'for-monitoring' })
after(() => rm(portalFolder, { recursive: true }))
const visitor = browser(api.app)
const page = { accept: 'text/html,application/xhtml+xml' }

describe('the portal', () => {
  test('the page has a fresh nonce each time, the same in its policy and its script, and nothing else may run', async () => {
    const first = await visitor.request('GET', '/', undefined, page)
    const policy = String(first.headers['content-security-policy'])
    const [, nonce = ''] = /script-src 'self' 'nonce-([^']+)'/.exec(policy) ?? []
    assert.ok(nonce.length >= 20)
    assert.ok(String(first.body).includes(`<script type="module" nonce="${nonce}"`))
    assert.ok(String(first.body).includes(`content="${nonce}"`))
    assert.match(policy, /default-src 'none'/)
    assert.ok(!policy.includes('unsafe'))
    assert.equal(first.headers['cache-control'], 'no-store')
    const second = await visitor.request('GET', '/', undefined, page)
    assert.notEqual(second.headers['content-security-policy'], policy)
  })

  test('every address of the portal is the page, and no address of the API is', async () => {
    for (const path of ['/recommendations/run-as-root?state=unhealthy', '/setup', '/a/b/c']) {
      const { status, headers } = await visitor.request('GET', path, undefined, page)
      assert.deepEqual([status, headers['content-type']], [200, 'text/html; charset=utf-8'])
    }
    assert.equal((await visitor.request('GET', '/api/v1/nothing', undefined, page)).code, 'not-found')
    assert.equal((await visitor.request('POST', '/recommendations', undefined, page)).code, 'not-found')
  })

  test('files with a hash in their name are kept for ever, others are asked for anew', async () => {
    const script = await visitor.request('GET', '/assets/main-1a2b.js')
    assert.equal(script.headers['cache-control'], 'public, max-age=31536000, immutable')
    assert.equal((await visitor.request('GET', '/favicon.svg')).headers['cache-control'], 'no-cache')
  })

  test('files outside of the build are out of reach', async () => {
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/assets/..%2f..%2fpackage.json', '/assets/%00']) {
      const { body } = await visitor.request('GET', path)
      assert.ok(!String(body).includes('"dependencies"'), path)
    }
  })

  test('what is large is compressed for browsers that take it', async () => {
    const { headers } = await visitor.request('GET', '/assets/main-1a2b.js', undefined, { 'accept-encoding': 'gzip, br' })
    assert.equal(headers['content-encoding'], 'br')
  })
})

describe('every answer', () => {
  test('says what it is and that nobody may frame it; those of the API are not kept', async () => {
    const { headers } = await visitor.request('GET', 'session')
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/)
    assert.equal(headers['cache-control'], 'no-store')
    assert.equal(headers['access-control-allow-origin'], undefined)
  })

  test('the description of the API is served as it is generated', async () => {
    assert.deepEqual((await visitor.request('GET', 'openapi.json')).body, JSON.parse(JSON.stringify(openApiDocument())))
  })
})

describe('what monitoring asks', () => {
  test('metrics are for who knows the token', async () => {
    assert.equal((await visitor.request('GET', '/metrics')).code, 'not-found')
    assert.equal((await visitor.request('GET', '/metrics', undefined, { authorization: 'Bearer guess' })).code, 'not-found')
    assert.equal((await visitor.request('GET', '/metrics', undefined, { authorization: 'Bearer for-monitoring' })).status, 200)
  })

  test('without a token they are for the machine itself, and not for who comes through a proxy', async (t) => {
    const open = browser((await testApi(t)).app)
    assert.equal((await open.request('GET', '/metrics')).status, 200)
    assert.equal((await open.request('GET', '/metrics', undefined, { 'x-forwarded-for': '203.0.113.7' })).code, 'not-found')
  })

  test('it is alive, and ready when the database is', async () => {
    assert.deepEqual((await visitor.request('GET', '/healthz')).body, { status: 'ok' })
    assert.deepEqual((await visitor.request('GET', '/readyz')).body, { status: 'ok' })
  })
})
