import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { tenantScope } from '@toride/core/access'
import { writeAssignments } from '../access/assignments.ts'
import { hashPassword } from '../access/password.ts'
import { type Browser, browser } from '../testing/browser.ts'
import { deployment } from '../testing/sample-objects.ts'
import { fillTenant, testApi } from '../testing/test-api.ts'

const api = await testApi({ after })
const { environments, clusters } = await fillTenant({ after }, api, {
  production: { east: [deployment('shop', 'cart'), deployment('bank', 'ledger')] },
})
const shop = { level: 'namespace', environment: environments.production, cluster: clusters.east, namespace: 'shop' } as const
const bank = { ...shop, namespace: 'bank' } as const
const east = { level: 'cluster', environment: environments.production, cluster: clusters.east } as const

const password = 'correct horse battery'
const { database } = api.store
const { id: userId } = await database
  .insertInto('users')
  .values({ username: 'dev', password_hash: await hashPassword(password) })
  .returning('id')
  .executeTakeFirstOrThrow()
await writeAssignments(database, 'user_id', userId, [{ role: 'appDeveloper', scope: east }])
const dev = browser(api.app)
await dev.request('POST', 'session', { username: 'dev', password })

type Made = { token: { id: string; prefix: string; state: string }; secret: string }

async function make(assignments: unknown, name = 'ci'): Promise<{ status: number; code: string | undefined; made: Made }> {
  const { status, code, body } = await dev.request('POST', 'tokens', { name, expiresInDays: 30, assignments })
  return { status, code, made: body as Made }
}

async function namespacesSeenWith(secret: string, visitor: Browser = browser(api.app)): Promise<string[]> {
  const { body } = await visitor.request('GET', 'resources?limit=100', undefined, { authorization: `Bearer ${secret}` })
  return [...new Set((body as { items: { namespace: string }[] }).items.map(({ namespace }) => namespace))].toSorted()
}

describe('API tokens', () => {
  test('the secret is shown once and stored as a hash; the prefix stays to recognise it', async () => {
    const { made } = await make([{ role: 'appDeveloper', scope: shop }])
    assert.match(made.secret, /^toride_[\w-]{43}$/)
    assert.ok(made.secret.startsWith(made.token.prefix))
    const listed = (await dev.request('GET', 'tokens')).body
    assert.ok(JSON.stringify(listed).includes(made.token.prefix))
    assert.ok(!JSON.stringify(listed).includes(made.secret))
    const rows = await database.selectFrom('tokens').selectAll().execute()
    assert.ok(!JSON.stringify(rows).includes(made.secret))
  })

  test('a token sees what it was made for, not all that its owner sees', async () => {
    const { made } = await make([{ role: 'appDeveloper', scope: shop }])
    assert.deepEqual(await namespacesSeenWith(made.secret), ['shop'])
  })

  test('nobody gives a token more than they have: not by role, not by scope', async () => {
    for (const assignment of [
      { role: 'clusterAdmin', scope: shop },
      { role: 'appDeveloper', scope: tenantScope },
      { role: 'auditor', scope: shop },
    ]) {
      assert.deepEqual([(await make([assignment])).status, (await make([assignment])).code], [403, 'grant-exceeds-own'])
    }
  })

  test('when its owner loses a role, the token loses it at the same moment', async () => {
    const { made } = await make([
      { role: 'appDeveloper', scope: shop },
      { role: 'appDeveloper', scope: bank },
    ])
    assert.deepEqual(await namespacesSeenWith(made.secret), ['bank', 'shop'])
    await writeAssignments(database, 'user_id', userId, [{ role: 'appDeveloper', scope: bank }])
    assert.deepEqual(await namespacesSeenWith(made.secret), ['bank'])
    await writeAssignments(database, 'user_id', userId, [{ role: 'appDeveloper', scope: east }])
  })

  test('a revoked token is nobody any more, and only its owner can revoke it', async () => {
    const { made } = await make([{ role: 'appDeveloper', scope: shop }])
    const admin = await api.as({ role: 'clusterAdmin', scope: tenantScope })
    await assert.rejects(admin.revokeToken({ params: { token: made.token.id } }))
    assert.equal((await dev.request('DELETE', `tokens/${made.token.id}`)).status, 204)
    const { code } = await browser(api.app).request('GET', 'resources', undefined, { authorization: `Bearer ${made.secret}` })
    assert.equal(code, 'not-signed-in')
    assert.equal((await dev.request('DELETE', `tokens/${made.token.id}`)).status, 404)
  })

  test('a token needs no header against forgery, since no browser sends it by itself', async () => {
    const { made } = await make([{ role: 'appDeveloper', scope: shop }])
    const headers = { authorization: `Bearer ${made.secret}`, 'x-toride-request': undefined }
    const { status } = await browser(api.app).request('POST', 'saved-views', { page: 'inventory', name: 'mine', query: '?q=a' }, headers)
    assert.equal(status, 201)
  })
})
