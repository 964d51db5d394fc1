import { randomUUID } from 'node:crypto'
import { after } from 'node:test'
import { administer, createDatabaseStatement, dropDatabaseStatement, urlOfDatabase } from '@toride/store/administration'
import { openStore, type Store } from '@toride/store/open-store'
import { ensureTemplateDatabase } from './template-database.ts'
import { startTestServer, type TestServer } from './test-server.ts'

/** Names the server that tests use: of the run (set by the global set-up), or one that somebody else runs. */
export const testDatabaseVariable = 'TORIDE_TEST_DATABASE_URL'

let ownServer: Promise<TestServer> | undefined
const templates = new Map<string, Promise<string>>()

// Registered while the module loads, and so for the whole file: a file that runs alone has started a server of its own.
after(async () => {
  await (await ownServer)?.stop()
})

/**
 * A fresh, migrated database that is dropped when the test (or, given `{ after }` of node:test, the file) is over.
 *
 *     const store = await testDatabase(t)
 *     await store.database.selectFrom('settings')…
 */
export async function testDatabase(t: { after(cleanUp: () => Promise<void>): void }): Promise<Store> {
  const serverUrl = await testServerUrl()
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await administer(serverUrl, [createDatabaseStatement(name, { template: await templateOf(serverUrl) })])
  const store = await openStore({ url: urlOfDatabase(serverUrl, name) }, { maxConnections: 4 })
  t.after(async () => {
    await store.close()
    await administer(serverUrl, [dropDatabaseStatement(name)])
  })
  return store
}

/** The server of this test run; a file that runs alone starts its own. Its user may make databases. */
export async function testServerUrl(): Promise<string> {
  const given = process.env[testDatabaseVariable]
  if (given !== undefined && given !== '') return given
  ownServer ??= startTestServer()
  return (await ownServer).url
}

function templateOf(url: string): Promise<string> {
  const known = templates.get(url) ?? ensureTemplateDatabase(url)
  templates.set(url, known)
  return known
}
