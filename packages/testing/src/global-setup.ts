import { ensureTemplateDatabase } from './template-database.ts'
import { startTestServer, type TestServer } from './test-server.ts'

const variable = 'TORIDE_TEST_DATABASE_URL'

let server: TestServer | undefined

/** Starts one database server for all test files, unless the environment names one. */
export async function globalSetup(): Promise<void> {
  const given = process.env[variable]
  if (given !== undefined && given !== '') return
  server = await startTestServer()
  await ensureTemplateDatabase(server.url)
  process.env[variable] = server.url
}

/** Stops it. */
export async function globalTeardown(): Promise<void> {
  await server?.stop()
}
