/**
 * Runs the journeys in a real browser on a real server: `npm run e2e [-- file…]`. Builds the portal when its sources
 * changed, starts the server with the demo on a free port of this machine and a data folder of its own, makes the first
 * administrator, and stops everything however it ends.
 */
import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createAdministrator } from './src/administrator.ts'
import { buildPortal } from './src/build-portal.ts'
import { missingBrowser } from './src/find-browser.ts'
import { startServer } from './src/start-server.ts'

const root = join(import.meta.dirname, '../..')
const named = process.argv.slice(2)
const files = named.length > 0 ? named : globSync('test/e2e/journeys/*.test.ts', { cwd: root }).toSorted()
const missing = missingBrowser()
if (missing !== undefined || files.length === 0) fail(missing ?? 'No journey was found.')

process.exitCode = await run()

async function run(): Promise<number> {
  await buildPortal()
  const server = await startServer({ demo: true, environment: { TORIDE_TRUSTED_PROXIES: '127.0.0.1' } })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void server.stop().then(() => process.exit(1)))
  try {
    const token = await createAdministrator(server)
    return await runJourneys({ TORIDE_E2E_URL: server.url, TORIDE_E2E_TOKEN: token })
  } finally {
    await server.stop()
  }
}

/** Two files at a time; each has a browser of its own, and its own users on the common server. */
async function runJourneys(environment: Readonly<Record<string, string>>): Promise<number> {
  const flags = ['--test', '--test-reporter=spec', '--test-concurrency=2', '--test-timeout=900000']
  const child = spawn(process.execPath, [...flags, ...files], {
    cwd: root,
    env: { ...process.env, ...environment, PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let tail = ''
  child.stdout.on('data', (chunk: Buffer) => {
    process.stdout.write(chunk)
    tail = (tail + chunk.toString('utf8')).slice(-500_000)
  })
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  const passed = Number(/ℹ pass (\d+)/.exec(tail)?.[1] ?? 0)
  const failed = Number(/ℹ fail (\d+)/.exec(tail)?.[1] ?? 0)
  const skipped = Number(/ℹ (?:skipped|todo) ([1-9]\d*)/.exec(tail)?.[1] ?? 0)
  if (skipped > 0) console.error('A skipped test is a defect.')
  console.log(`${passed} passed, ${failed} failed`)
  return code === 0 && passed > 0 && failed === 0 && skipped === 0 ? 0 : 1
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}
