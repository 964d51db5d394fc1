import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { administer } from '@toride/store/administration'
import { removeAbandonedEmbedded } from '@toride/store/remove-abandoned-embedded'
import { startEmbeddedPostgres } from '@toride/store/start-embedded-postgres'
import { scratchFolder, scratchFolders } from './scratch-folder.ts'

const prefix = 'toride-test-'

/** A database server for tests alone. */
export type TestServer = { readonly url: string; stop(): Promise<void> }

/** What nobody needs of data that live for a minute: to survive a power cut. */
const withoutDurability = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '200' }

/**
 * Starts an embedded server in a temporary folder, and first clears away what test runs that were killed have left. The
 * user of its address may make databases, and is no superuser.
 */
export async function startTestServer(): Promise<TestServer> {
  for (const place of scratchFolders) await removeAbandoned(place)
  const folder = await mkdtemp(join(await scratchFolder(), prefix))
  const server = await startEmbeddedPostgres({ folder, settings: withoutDurability })
  await administer(server.adminUrl, ['alter role toride createdb'])
  return {
    url: server.url,
    stop: async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function removeAbandoned(place: string): Promise<void> {
  for (const name of await readdir(place).catch(() => [])) {
    if (name.startsWith(prefix)) await removeAbandonedEmbedded(join(place, name))
  }
}
