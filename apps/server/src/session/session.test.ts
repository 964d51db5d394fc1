import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { hashSecret } from '../access/secret.ts'
import { createSetupToken } from '../access/setup-token.ts'
import { browser } from '../testing/browser.ts'
import { testApi } from '../testing/test-api.ts'

const password = 'correct horse battery staple'

describe('the first run', async () => {
  test('a wrong setup token makes nobody', async (t) => {
    const api = await testApi(t, { needsSetup: true })
    const visitor = browser(api.app)
    assert.deepEqual((await visitor.request('GET', 'setup')).body, { needed: true })
    const refused = await visitor.request('POST', 'setup', { token: 'guess', username: 'ada', password })
    assert.deepEqual([refused.status, refused.code], [403, 'setup-token-wrong'])
    assert.equal((await api.store.database.selectFrom('users').select('id').execute()).length, 0)
  })

  test('the setup token makes one administrator, signs them in, and works once', async (t) => {
    const api = await testApi(t, { needsSetup: true })
    const token = api.services.setupToken.current()
    const ada = browser(api.app)
    const made = await ada.request('POST', 'setup', { token, username: ' Ada ', password })
    assert.equal(made.status, 201)
    const state = (await ada.request('GET', 'session')).body as {
      session: { user: { username: string }; permissions: string[] }
      setupNeeded: boolean
    }
    assert.equal(state.session.user.username, 'ada')
    assert.ok(state.session.permissions.includes('user:write'))
    assert.equal(state.setupNeeded, false)
    const again = await browser(api.app).request('POST', 'setup', { token, username: 'eve', password })
    assert.deepEqual([again.status, again.code], [409, 'setup-closed'])
  })

  test('of many that use the token at once, one becomes administrator', async (t) => {
    const api = await testApi(t, { needsSetup: true })
    const token = api.services.setupToken.current()
    const tries = await Promise.all(
      ['ada', 'bob', 'cyd', 'dan'].map((username) => browser(api.app).request('POST', 'setup', { token, username, password })),
    )
    assert.deepEqual(tries.map(({ status }) => status).toSorted(), [201, 409, 409, 409])
    assert.equal((await api.store.database.selectFrom('users').select('id').execute()).length, 1)
  })

  test('guessing the setup token is limited', async (t) => {
    const api = await testApi(t, { needsSetup: true })
    const visitor = browser(api.app)
    const codes: (string | undefined)[] = []
    for (let index = 0; index < 12; index += 1) {
      codes.push((await visitor.request('POST', 'setup', { token: `${index}`, username: 'eve', password })).code)
    }
    assert.equal(codes[9], 'setup-token-wrong')
    assert.equal(codes[10], 'too-many-requests')
  })

  test('a short password is refused with the field named', async (t) => {
    const api = await testApi(t, { needsSetup: true })
    const { status, problem } = await browser(api.app).request('POST', 'setup', { token: 'x', username: 'ada', password: 'short' })
    assert.equal(status, 400)
    assert.deepEqual(
      problem?.errors.map(({ path }) => path),
      ['/password'],
    )
  })

  test('the file of the token can be read by its owner alone and is gone once it was used', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'toride-setup-'))
    t.after(() => rm(folder, { recursive: true }))
    const first = await createSetupToken(true, folder)
    const second = await createSetupToken(true, folder)
    assert.notEqual(first.current(), second.current())
    assert.equal((await readFile(join(folder, 'setup-token'), 'utf8')).trim(), second.current())
    assert.equal((await stat(join(folder, 'setup-token'))).mode & 0o777, 0o600)
    await second.close()
    await assert.rejects(stat(join(folder, 'setup-token')))
    assert.equal(second.matches(first.current() ?? ''), false)
    assert.equal(second.current(), undefined)
  })
})

describe('sessions', async () => {
  const api = await testApi({ after }, { needsSetup: true })
  const ada = browser(api.app)
  await ada.request('POST', 'setup', { token: api.services.setupToken.current(), username: 'ada', password })

  test('the cookie belongs to this host alone, and scripts do not see it', async () => {
    const { headers } = await browser(api.app).request('POST', 'session', { username: 'ada', password })
    assert.match(String(headers['set-cookie']), /^__Host-toride-session=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/)
  })

  test('over plain HTTP between machines the cookie does without the prefix, which no browser would take there', async () => {
    const remote = browser(api.app, 'toride.example:7070')
    const { headers } = await remote.request('POST', 'session', { username: 'ada', password })
    assert.match(String(headers['set-cookie']), /^toride-session=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/)
    assert.notEqual(((await remote.request('GET', 'session')).body as { session: unknown }).session, null)
  })

  test('the database holds no secret that could be used', async () => {
    const secret = ada.cookies.get('__Host-toride-session') ?? ''
    const rows = await api.store.database.selectFrom('sessions').select('hash').execute()
    assert.ok(rows.some(({ hash }) => hash.equals(hashSecret(secret))))
    assert.ok(rows.every(({ hash }) => !hash.equals(Buffer.from(secret))))
    const { password_hash: stored } = await api.store.database.selectFrom('users').select('password_hash').executeTakeFirstOrThrow()
    assert.match(stored ?? '', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  test('a wrong password and an unknown user get the same answer', async () => {
    const wrong = await browser(api.app).request('POST', 'session', { username: 'ada', password: 'wrong' })
    const unknown = await browser(api.app).request('POST', 'session', { username: 'nobody', password: 'wrong' })
    assert.deepEqual(wrong.body, unknown.body)
    assert.deepEqual([wrong.status, wrong.code], [401, 'sign-in-failed'])
    assert.equal(wrong.headers['set-cookie'], undefined)
  })

  test('attempts at one name are limited, and others can still sign in', async () => {
    const codes: (string | undefined)[] = []
    for (let index = 0; index < 12; index += 1) {
      codes.push((await browser(api.app).request('POST', 'session', { username: 'victim', password: `${index}` })).code)
    }
    assert.equal(codes.at(-1), 'too-many-requests')
    assert.equal((await browser(api.app).request('POST', 'session', { username: 'ada', password })).status, 201)
  })

  test('signing out ends the session for good', async () => {
    const visitor = browser(api.app)
    await visitor.request('POST', 'session', { username: 'ada', password })
    const secret = visitor.cookies.get('__Host-toride-session') ?? ''
    assert.equal((await visitor.request('DELETE', 'session')).status, 204)
    assert.equal(visitor.cookies.size, 0)
    visitor.cookies.set('__Host-toride-session', secret)
    assert.equal(((await visitor.request('GET', 'session')).body as { session: unknown }).session, null)
  })

  test('requests that another site could make a browser send are refused', async () => {
    const body = { displayName: 'Mallory' }
    const withoutHeader = await ada.request('PATCH', 'session/profile', body, { 'x-toride-request': undefined })
    assert.deepEqual([withoutHeader.status, withoutHeader.code], [403, 'request-forged'])
    for (const site of ['cross-site', 'same-site']) {
      assert.equal((await ada.request('PATCH', 'session/profile', body, { 'sec-fetch-site': site })).code, 'request-forged')
    }
    assert.equal((await ada.request('PATCH', 'session/profile', body, { 'sec-fetch-site': 'same-origin' })).status, 200)
    // Signing somebody in from elsewhere is forgery, too.
    assert.equal(
      (await browser(api.app).request('POST', 'session', { username: 'ada', password }, { 'x-toride-request': undefined })).code,
      'request-forged',
    )
  })

  test('a password that an administrator set has to be changed before anything else', async () => {
    const created = await ada.request('POST', 'users', {
      username: 'grace',
      password: 'given by somebody',
      assignments: [{ role: 'auditor', scope: { level: 'tenant' } }],
    })
    assert.equal(created.status, 201)
    const grace = browser(api.app)
    await grace.request('POST', 'session', { username: 'grace', password: 'given by somebody' })
    assert.equal((await grace.request('GET', 'users')).code, 'password-change-required')
    const other = browser(api.app)
    await other.request('POST', 'session', { username: 'grace', password: 'given by somebody' })
    const wrong = await grace.request('POST', 'session/password', { currentPassword: 'guess', newPassword: 'chosen by herself' })
    assert.deepEqual([wrong.status, wrong.code], [400, 'current-password-wrong'])
    const changed = await grace.request('POST', 'session/password', {
      currentPassword: 'given by somebody',
      newPassword: 'chosen by herself',
    })
    assert.equal(changed.status, 200)
    assert.equal((await grace.request('GET', 'users')).status, 200)
    assert.equal((await other.request('GET', 'users')).code, 'not-signed-in')
    assert.equal(
      (await browser(api.app).request('POST', 'session', { username: 'grace', password: 'given by somebody' })).code,
      'sign-in-failed',
    )
  })

  test('signing in, failing at it and signing out stand in the audit log, with who and from where', async () => {
    const { body } = await ada.request('GET', 'audit-log?action=session.begin&action=session.refuse&action=session.end&limit=100')
    const { items } = body as { items: { action: string; actor: { name: string }; address: string }[] }
    for (const action of ['session.begin', 'session.refuse', 'session.end']) {
      assert.ok(items.some((item) => item.action === action && item.address === '127.0.0.1'))
    }
    assert.ok(!JSON.stringify(items).includes(password))
  })

  test('the audit log cannot be changed, not even with the database of the application', async () => {
    await assert.rejects(api.store.database.updateTable('audit_log').set({ actor_name: 'somebody else' }).execute(), /only ever added to/)
    await assert.rejects(api.store.database.deleteFrom('audit_log').execute(), /only ever added to/)
  })
})
