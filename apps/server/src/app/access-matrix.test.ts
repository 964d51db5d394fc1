import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { apiRoot, type Operation, operations, splitOperation } from '@toride/contract/operations'
import type { RouteDefinition } from '@toride/contract/route'
import { routes } from '@toride/contract/routes'
import { type Assignment, permissionsOfRole, type Role, roles, tenantScope } from '@toride/core/access'
import { writeAssignments } from '../access/assignments.ts'
import { hashSecret, newSecret } from '../access/secret.ts'
import { type Browser, browser } from '../testing/browser.ts'
import { deployment } from '../testing/sample-objects.ts'
import { fillTenant, testApi } from '../testing/test-api.ts'

const api = await testApi({ after })
const { environments, clusters } = await fillTenant({ after }, api, { production: { east: [deployment('shop', 'cart')] } })
const shop = { level: 'namespace', environment: environments.production, cluster: clusters.east, namespace: 'shop' } as const

let users = 0

/** A browser with a session of a new user, as the database could hold it. */
async function signedIn(
  assignments: readonly Assignment[],
  state: { disabled?: boolean; expiresInMs?: number; idleMs?: number } = {},
): Promise<Browser> {
  users += 1
  const { disabled = false, expiresInMs = 3_600_000, idleMs = 0 } = state
  const { database } = api.store
  const user = await database
    .insertInto('users')
    .values({ username: `matrix-${users}`, disabled })
    .returning('id')
    .executeTakeFirstOrThrow()
  await writeAssignments(database, 'user_id', user.id, assignments)
  const secret = newSecret()
  await database
    .insertInto('sessions')
    .values({
      hash: hashSecret(secret),
      user_id: user.id,
      expires_at: new Date(Date.now() + expiresInMs),
      last_seen_at: new Date(Date.now() - idleMs),
    })
    .execute()
  const made = browser(api.app)
  made.cookies.set('__Host-toride-session', secret)
  return made
}

const all = Object.keys(operations) as Operation[]
/** A stream does not end by itself; it is asked for on a real connection (see register-events.test.ts). */
const answering = all.filter((operation) => operation !== 'streamEvents')
/** Whether a request was let in; what came of it then does not matter here. */
const refusals = new Set(['not-signed-in', 'not-allowed'])

async function codeOf(visitor: Browser, operation: Operation): Promise<string | undefined> {
  const { method, path } = splitOperation(operation)
  const address = path.replace(/:(\w+)/g, () => '00000000-0000-4000-8000-000000000000')
  const { code } = await visitor.request(method, `${apiRoot}${address}`)
  return code
}

/** Only a person with a session may do these, whatever their roles: a token must not outlive its owner's wish. */
const ofPersons: ReadonlySet<Operation> = new Set(['changePassword', 'createToken'])

function expectation(operation: Operation, assignments: readonly Assignment[]): string | undefined {
  const { access }: RouteDefinition = routes[operation]
  if (typeof access === 'string') return undefined
  const helpful = assignments.filter(({ role }) => permissionsOfRole[role].includes(access.permission))
  const isAllowed = access.at === 'anywhere' ? helpful.length > 0 : helpful.some(({ scope }) => scope.level === 'tenant')
  return isAllowed ? undefined : 'not-allowed'
}

describe('every operation of the route table', () => {
  for (const role of roles) {
    for (const [where, scope] of [
      ['the whole tenant', tenantScope],
      ['one namespace', shop],
    ] as const) {
      test(`lets in or refuses a ${role} of ${where} as its permission says`, async () => {
        const assignments = [{ role: role as Role, scope }]
        // One for each operation: signing out must not decide about the rest.
        for (const operation of answering) {
          const code = await codeOf(await signedIn(assignments), operation)
          const refusal = code !== undefined && refusals.has(code) ? code : undefined
          assert.equal(refusal, expectation(operation, assignments), `${role} of ${where}: ${operation}`)
        }
      })
    }
  }

  test('refuses a user without any role where a permission is needed', async () => {
    const visitor = await signedIn([])
    for (const operation of answering) {
      if (typeof routes[operation].access === 'object') assert.equal(await codeOf(visitor, operation), 'not-allowed', operation)
    }
  })

  const everything = [{ role: 'clusterAdmin', scope: tenantScope }] as const
  const strangers: Readonly<Record<string, () => Promise<Browser>>> = {
    'who is not signed in': async () => browser(api.app),
    'with a session that is over': () => signedIn(everything, { expiresInMs: -1 }),
    'with a session that was idle for too long': () => signedIn(everything, { idleMs: 13 * 3_600_000 }),
    'who may not sign in any more': () => signedIn(everything, { disabled: true }),
    'with a made-up session': async () => {
      const visitor = browser(api.app)
      visitor.cookies.set('__Host-toride-session', newSecret())
      return visitor
    },
  }
  for (const [name, make] of Object.entries(strangers)) {
    test(`refuses somebody ${name}`, async () => {
      const visitor = await make()
      for (const operation of answering) {
        const code = await codeOf(visitor, operation)
        if (routes[operation].access === 'public') assert.notEqual(code, 'not-signed-in', operation)
        else assert.equal(code, 'not-signed-in', operation)
      }
      assert.equal((await visitor.request('GET', `${apiRoot}/events`)).code, 'not-signed-in')
    })
  }

  test('refuses an API token that has expired, was revoked, or is made up', async () => {
    const { database } = api.store
    const user = await database.insertInto('users').values({ username: 'token-owner' }).returning('id').executeTakeFirstOrThrow()
    await writeAssignments(database, 'user_id', user.id, everything)
    const secrets = { expired: newSecret(), revoked: newSecret(), unknown: newSecret() }
    const future = new Date(Date.now() + 3_600_000)
    const shared = { user_id: user.id, prefix: '' }
    await database
      .insertInto('tokens')
      .values([
        { ...shared, name: 'expired', hash: hashSecret(secrets.expired), expires_at: new Date(Date.now() - 1) },
        { ...shared, name: 'revoked', hash: hashSecret(secrets.revoked), expires_at: future, revoked_at: new Date() },
      ])
      .execute()
    for (const secret of [...Object.values(secrets), '', 'not a token!', `${secrets.expired}${secrets.revoked}`]) {
      for (const operation of answering) {
        if (routes[operation].access === 'public') continue
        const { method, path } = splitOperation(operation)
        const address = apiRoot + path.replace(/:(\w+)/g, () => '1')
        const { code } = await browser(api.app).request(method, address, undefined, { authorization: `Bearer ${secret}` })
        assert.equal(code, 'not-signed-in', operation)
      }
    }
  })

  test('a token with all roles may do what its owner may, but not what only persons may', async () => {
    const { database } = api.store
    const secret = newSecret()
    const user = await database.insertInto('users').values({ username: 'token-user' }).returning('id').executeTakeFirstOrThrow()
    const token = await database
      .insertInto('tokens')
      .values({ user_id: user.id, prefix: '', name: 'all', hash: hashSecret(secret), expires_at: new Date(Date.now() + 3_600_000) })
      .returning('id')
      .executeTakeFirstOrThrow()
    await writeAssignments(database, 'user_id', user.id, [{ role: 'auditor', scope: tenantScope }])
    await writeAssignments(database, 'token_id', token.id, everything)
    for (const operation of answering) {
      if (ofPersons.has(operation)) continue
      const { method, path } = splitOperation(operation)
      const address = apiRoot + path.replace(/:(\w+)/g, () => '00000000-0000-4000-8000-000000000000')
      const { code } = await browser(api.app).request(method, address, undefined, { authorization: `Bearer ${secret}` })
      const refusal = code !== undefined && refusals.has(code) ? code : undefined
      assert.equal(refusal, expectation(operation, [{ role: 'auditor', scope: tenantScope }]), operation)
    }
  })
})

test('the application has no route that the table does not know', () => {
  // A tree: each line has the rest of the path, under the line that begins it.
  const parents: string[] = []
  const listed = api.app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', segment = '', methods = ''] = /^([│ ]*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? []
      const depth = indent.length / 4
      parents[depth] = `${depth === 0 ? '' : parents[depth - 1]}${segment}`
      return methods === '' ? [] : methods.split(', ').map((method) => `${method} ${parents[depth]}`)
    })
    .filter((line) => !line.startsWith('HEAD ') && !line.startsWith('OPTIONS '))
  const known = all.flatMap((operation) => {
    const { method, path } = splitOperation(operation)
    const { csv }: RouteDefinition = routes[operation]
    return [`${method} ${apiRoot}${path}`, ...(csv ? [`${method} ${apiRoot}${path}.csv`] : [])]
  })
  assert.ok(listed.length > all.length)
  const beside = ['GET /healthz', 'GET /readyz', 'GET /metrics', `GET ${apiRoot}/openapi.json`]
  assert.deepEqual(listed.toSorted(), [...known, ...beside].toSorted())
})

test('a file needs the same permission as its list', async () => {
  for (const operation of all) {
    const route: RouteDefinition = routes[operation]
    if (!route.csv || route.access === 'public') continue
    const { path } = splitOperation(operation)
    const address = `${apiRoot}${path.replace(/:(\w+)/g, () => 'run-as-root')}.csv`
    assert.equal((await browser(api.app).request('GET', address)).code, 'not-signed-in', operation)
    if (typeof route.access === 'object') assert.equal((await (await signedIn([])).request('GET', address)).code, 'not-allowed', operation)
  }
})
