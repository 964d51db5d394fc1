import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { problem, TorideError } from '@toride/core/errors'
import { catalogue } from '@toride/policy/catalogue'
import { checkHealth } from '@toride/store/check-health'
import { migrate } from '@toride/store/migrate'
import { openStore, type StoreLocation } from '@toride/store/open-store'
import { storeLocation } from '@toride/store/store-location'
import pino, { type Logger } from 'pino'
import { hasAdministrator } from './access/has-administrator.ts'
import { createSetupToken } from './access/setup-token.ts'
import { buildApp } from './app/build-app.ts'
import type { Services } from './app/context.ts'
import { memoryGiver } from './app/give-memory-back.ts'
import { createMetrics } from './app/metrics.ts'
import { createAssessor, storedProblem } from './assessment/assessor.ts'
import { loadCheckCatalogue } from './assessment/check-catalogue.ts'
import { createCredentialBox, readOrMakeKey } from './assessment/credential-box.ts'
import { ensureDemo } from './environments/ensure-demo.ts'
import { runFixJob } from './fixes/apply-fix.ts'
import { createJobQueue, type JobQueue } from './jobs/job-queue.ts'
import { failInterruptedJobs } from './jobs/job-tables.ts'
import { createChangeFeed } from './live/change-feed.ts'

export type ServerOptions = {
  /** Port to listen on; 0 takes a free one. Default 7070. */
  readonly port?: number
  /** Address to listen on. Default 127.0.0.1: nobody but this machine. */
  readonly host?: string
  /** Folder for the database, the setup token and the key of stored credentials. */
  readonly data?: string
  /** Adds an environment with sample data. */
  readonly demo?: boolean
  /** The sample data; default: those of the repository. */
  readonly demoFolder?: string
  /** The built portal; default: that of the repository. */
  readonly portalFolder?: string
  readonly version?: string
  readonly environment?: Readonly<Record<string, string | undefined>>
}

export type RunningServer = {
  /** Where people find it. */
  readonly url: string
  /** Where the first administrator is made; undefined when there is one. */
  readonly setupUrl: string | undefined
  readonly dataFolder: string
  /** Answers what was begun, writes what is known, and ends. */
  stop(): Promise<void>
}

const defaultPort = 7070
const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')

/**
 * Starts everything: database, API, jobs, portal, on one address.
 *
 * @throws TorideError `port-in-use`, and those of `openStore` and `migrate`
 */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const environment = options.environment ?? process.env
  const logger = pino({ level: environment.TORIDE_LOG_LEVEL || 'info', name: 'toride' }, pino.destination({ dest: 2, sync: false }))
  const place = placeOfData(options.data, environment)
  await mkdir(place.folder, { recursive: true, mode: 0o755 })
  const stops: (() => Promise<unknown>)[] = []
  const stop = async (): Promise<void> => {
    for (const each of stops.toReversed()) await each().catch((error: unknown) => logger.error({ err: error }, 'stopping'))
    stops.length = 0
  }
  try {
    const store = await openStore(place.store)
    stops.push(() => store.close())
    await migrate(store.url)
    const services = await createServices(store, place.folder, options, environment, logger, stops)
    const metrics = createMetrics(store.database)
    const app = await buildApp({
      services,
      logger,
      portalFolder: builtPortal(options.portalFolder ?? join(repository, 'apps/portal/dist'), logger),
      trustedProxies: listOf(environment.TORIDE_TRUSTED_PROXIES, ','),
      probes: {
        isReady: async () => (await checkHealth(store)).reachable,
        metrics: metrics.metrics,
        metricsToken: environment.TORIDE_METRICS_TOKEN || undefined,
      },
      observe: metrics.observe,
    })
    stops.push(() => app.close())
    if (options.demo) await ensureDemo(services, options.demoFolder ?? join(repository, 'demo/shop'))
    const { host = '127.0.0.1', port = defaultPort } = options
    const listening = await listen(app, host, port)
    const url = `http://${shownHost(host)}:${listening}`
    const setupToken = services.setupToken.current()
    return {
      url,
      setupUrl: setupToken === undefined ? undefined : `${url}/setup?token=${setupToken}`,
      dataFolder: place.folder,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function createServices(
  store: Awaited<ReturnType<typeof openStore>>,
  folder: string,
  options: ServerOptions,
  environment: Readonly<Record<string, string | undefined>>,
  logger: Logger,
  stops: (() => Promise<unknown>)[],
): Promise<Services> {
  const { database } = store
  const now = () => new Date()
  const interrupted = storedProblem(problem('job-interrupted', {}))
  await failInterruptedJobs(database, interrupted, now())
  const credentials = createCredentialBox(await readOrMakeKey(folder))
  const changes = await createChangeFeed(store.url)
  stops.push(() => changes.stop())
  const assessor = createAssessor({
    database,
    catalogue: await loadCheckCatalogue(database, catalogue),
    credentials,
    now,
    onError: (error, cluster) => logger.error({ err: error, cluster }, 'assessment'),
    onBurst: memoryGiver(),
  })
  stops.push(() => assessor.stop())
  let jobs: JobQueue | undefined
  const services: Services = {
    store,
    assessor,
    changes,
    credentials,
    now,
    jobs: {
      enqueue: async (id) => jobs?.enqueue(id),
      stop: async () => jobs?.stop(),
    },
    setupToken: await createSetupToken(!(await hasAdministrator(database)), folder),
    version: options.version ?? '0.1.0',
    manifestFolders: listOf(environment.TORIDE_MANIFEST_FOLDERS, process.platform === 'win32' ? ';' : ':'),
  }
  await assessor.start()
  jobs = await createJobQueue({
    pool: store.pool,
    run: (id, signal) => runFixJob(services, id, signal),
    onError: (error) => logger.error({ err: error }, 'job'),
  })
  stops.push(async () => jobs?.stop())
  return services
}

/** `--data` names the folder of everything; without it, the database says where it lies, and the rest lies beside it. */
function placeOfData(
  data: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): { folder: string; store: StoreLocation } {
  const isRoot = process.getuid?.() === 0
  const home = homedir()
  const own = isRoot ? '/var/lib/toride' : join(environment.XDG_DATA_HOME || join(home, '.local', 'share'), 'toride')
  if (data === undefined) return { folder: own, store: storeLocation({ environment, isRoot, home }) }
  const folder = resolve(data)
  const withFolder = { ...environment, TORIDE_DATABASE_FOLDER: join(folder, 'database') }
  return { folder, store: storeLocation({ environment: withFolder, isRoot, home }) }
}

/** Without a built portal the API is served alone. */
function builtPortal(folder: string, logger: Logger): string | undefined {
  if (existsSync(join(folder, 'index.html'))) return folder
  logger.warn({ folder }, 'the portal is not built; only the API is served')
  return undefined
}

async function listen(app: Awaited<ReturnType<typeof buildApp>>, host: string, port: number): Promise<number> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    if ((error as { code?: unknown }).code === 'EADDRINUSE')
      throw new TorideError('port-in-use', { address: `${host}:${port}` }, { cause: error })
    throw error
  }
  const address = app.server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

/** A server that listens everywhere is reached from here by this name. */
function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

function listOf(text: string | undefined, separator: string): string[] {
  return (text ?? '')
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
