import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Client, createClient } from '@toride/contract/client'
import type { Assignment } from '@toride/core/access'
import type { KubernetesObject } from '@toride/core/kubernetes-object'
import { catalogue as registered } from '@toride/policy/catalogue'
import type { Store } from '@toride/store/open-store'
import { testDatabase } from '@toride/testing/test-database'
import { until } from '@toride/testing/until'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { writeAssignments } from '../access/assignments.ts'
import { hashSecret, newSecret } from '../access/secret.ts'
import { createSetupToken } from '../access/setup-token.ts'
import { buildApp } from '../app/build-app.ts'
import type { Services } from '../app/context.ts'
import { type Assessor, createAssessor } from '../assessment/assessor.ts'
import { loadCheckCatalogue } from '../assessment/check-catalogue.ts'
import { createCredentialBox } from '../assessment/credential-box.ts'
import { createChangeFeed } from '../live/change-feed.ts'

/** The test that it is for: everything is gone when the test is over. */
type CleaningUp = { after(cleanUp: () => Promise<void>): void }

/** The whole application on a database of its own; jobs are queued and never run. */
export type TestApi = {
  readonly app: FastifyInstance
  readonly store: Store
  readonly assessor: Assessor
  readonly services: Services
  /** Makes a user with these roles, and a client that is signed in with an API token of theirs. */
  as(...assignments: readonly Assignment[]): Promise<SignedIn>
  /** The same, for tests that send requests of their own. */
  withToken(...assignments: readonly Assignment[]): Promise<{ readonly token: string; readonly userId: string }>
}

type SignedIn = Client & {
  /** The answer to a request by its path below the server's address, as text. */
  text(path: string): Promise<string>
}

export type TestApiOptions = {
  /** Starts without an administrator, so that one can be made. */
  readonly needsSetup?: boolean
  readonly manifestFolders?: readonly string[]
  readonly portalFolder?: string
  readonly metricsToken?: string
}

export async function testApi(t: CleaningUp, options: TestApiOptions = {}): Promise<TestApi> {
  // The runner cleans up in the order in which it was asked to; what was opened last has to be closed first.
  const cleanUps: (() => Promise<void>)[] = []
  t.after(async () => {
    for (const cleanUp of cleanUps.toReversed()) await cleanUp()
  })
  const store = await testDatabase({ after: (cleanUp) => cleanUps.push(cleanUp) })
  const { database } = store
  const now = () => new Date()
  const credentials = createCredentialBox(randomBytes(32))
  const catalogue = await loadCheckCatalogue(database, registered)
  const failures: unknown[] = []
  const assessor = createAssessor({ database, catalogue, credentials, now, onError: (error) => failures.push(error) })
  const changes = await createChangeFeed(store.url)
  const services: Services = {
    store,
    assessor,
    jobs: { enqueue: async () => {}, stop: async () => {} },
    changes,
    credentials,
    setupToken: await createSetupToken(options.needsSetup ?? false, undefined),
    now,
    version: '0.0.0',
    manifestFolders: options.manifestFolders ?? [],
  }
  const probes = {
    isReady: async () => true,
    metrics: async () => ({ type: 'text/plain', text: 'metrics' }),
    metricsToken: options.metricsToken,
  }
  const app = await buildApp({ services, probes, logger: pino({ level: 'silent' }), portalFolder: options.portalFolder })
  await assessor.start()
  cleanUps.push(async () => {
    await app.close()
    await assessor.stop()
    await changes.stop()
    if (failures.length > 0) throw new AggregateError(failures, 'What was assessed could not be written')
  })
  let users = 0
  const withToken: TestApi['withToken'] = async (...assignments) => {
    users += 1
    const user = await database
      .insertInto('users')
      .values({ username: `user-${users}` })
      .returning('id')
      .executeTakeFirstOrThrow()
    const token = newSecret()
    const expires = new Date(now().getTime() + 3_600_000)
    const { id } = await database
      .insertInto('tokens')
      .values({ user_id: user.id, name: 'test', prefix: '', hash: hashSecret(token), expires_at: expires })
      .returning('id')
      .executeTakeFirstOrThrow()
    await writeAssignments(database, 'user_id', user.id, assignments)
    await writeAssignments(database, 'token_id', id, assignments)
    return { token, userId: user.id }
  }
  return { app, store, assessor, services, withToken, as: async (...assignments) => signIn(app, (await withToken(...assignments)).token) }
}

function signIn(app: FastifyInstance, token: string): SignedIn {
  const inject = async (url: string, init: RequestInit = {}) =>
    app.inject({
      method: (init.method ?? 'GET') as 'GET',
      url,
      headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string> | undefined) },
      ...(typeof init.body === 'string' && { payload: init.body }),
    })
  const fetch = async (url: string, init: RequestInit) => {
    const { statusCode, body } = await inject(url, init)
    return new Response(statusCode === 204 ? null : body, { status: statusCode })
  }
  return { ...createClient({ fetch, baseUrl: '', token }), text: async (url) => (await inject(url)).body }
}

export type Tenant = Readonly<Record<string, Readonly<Record<string, readonly KubernetesObject[]>>>>

/** Ids of environments and clusters by the names they were made with. */
export type TenantIds<T extends Tenant> = {
  readonly environments: Readonly<Record<keyof T, string>>
  readonly clusters: Readonly<Record<{ [Name in keyof T]: keyof T[Name] }[keyof T], string>>
}

/** Makes environments with folders of manifests for clusters, and waits until everything in them is assessed. */
export async function fillTenant<const T extends Tenant>(t: CleaningUp, { store, assessor }: TestApi, tenant: T): Promise<TenantIds<T>> {
  const { database } = store
  const environments: Record<string, string> = {}
  const clusters: Record<string, string> = {}
  for (const [environment, folders] of Object.entries(tenant)) {
    const { id } = await database.insertInto('environments').values({ name: environment }).returning('id').executeTakeFirstOrThrow()
    environments[environment] = id
    for (const [name, objects] of Object.entries(folders)) {
      const address = await mkdtemp(join(tmpdir(), 'toride-manifests-'))
      t.after(() => rm(address, { recursive: true, force: true }))
      await writeFile(join(address, 'objects.json'), JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }, undefined, 2))
      const cluster = await database
        .insertInto('clusters')
        .values({ environment_id: id, name, kind: 'manifests', address })
        .returning('id')
        .executeTakeFirstOrThrow()
      clusters[name] = cluster.id
      await assessor.follow(cluster.id)
    }
  }
  await until('all folders are read', async () => {
    const rows = await database.selectFrom('clusters').select('status').execute()
    return rows.every(({ status }) => status !== 'pending')
  })
  return { environments, clusters } as TenantIds<T>
}
