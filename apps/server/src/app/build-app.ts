import { randomUUID } from 'node:crypto'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import { openApiDocument } from '@toride/contract/openapi'
import { apiRoot } from '@toride/contract/operations'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, LogController } from 'fastify'
import { registerEvents } from '../live/register-events.ts'
import { answerProblem, problemDetails, sendProblem } from './answer-problem.ts'
import type { Services } from './context.ts'
import { handlers } from './handlers.ts'
import { type AttemptLimiter, registerOperations } from './register-operations.ts'
import { type Probes, registerProbes } from './register-probes.ts'
import { RequestProblem } from './request-problem.ts'
import { servePortal } from './serve-portal.ts'

export type AppOptions = {
  readonly services: Services
  readonly probes: Probes
  readonly logger: FastifyBaseLogger
  /** The built portal; undefined serves the API alone. */
  readonly portalFolder: string | undefined
  /** Addresses of proxies whose word on the client's address and protocol is taken. */
  readonly trustedProxies?: readonly string[]
  /** Measures requests. */
  readonly observe?: (app: FastifyInstance) => void
}

const bodyLimitBytes = 2 * 1024 * 1024
/** Answers of lists are small texts; a slow client must not hold a connection for ever. */
const requestTimeoutMs = 60_000

/** The whole application; it listens nowhere and reads nothing of its surroundings. */
export async function buildApp({
  services,
  probes,
  logger,
  portalFolder,
  trustedProxies = [],
  observe,
}: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: answerProblem,
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    genReqId: () => randomUUID(),
    // Names in clusters are long, and a cursor holds one of them.
    routerOptions: { maxParamLength: 300, querystringParser: parseQuery },
    forceCloseConnections: true,
  })
  await app.register(cookie)
  await app.register(helmet, {
    // The API shows nothing; the portal's pages have a policy of their own.
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    // Over plain HTTP a browser does not take it anyway, and a proxy in front knows better.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  })
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'], brotliOptions: { params: { 1: 4 } } })
  await app.register(rateLimit, { global: false, cache: 10_000 })
  app.setErrorHandler(answerProblem)
  if (portalFolder === undefined) app.setNotFoundHandler((_request, reply) => sendProblem(reply, problemDetails('not-found', {})))
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith(apiRoot) && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
  allowEmptyJson(app)
  observe?.(app)

  const limit = createLimiter(app)
  registerOperations(app, services, handlers, limit)
  registerEvents(app, services, limit)
  registerProbes(app, probes)
  const openApi = JSON.stringify(openApiDocument())
  app.get(`${apiRoot}/openapi.json`, (_, reply) =>
    reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache').send(openApi),
  )
  if (portalFolder !== undefined) await servePortal(app, portalFolder)
  return app
}

/** Clients send the type JSON with requests that have no body. */
function allowEmptyJson(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_, text: string, done) => {
    if (text === '') return done(null, undefined)
    try {
      // What would change prototypes is a field like any other after JSON.parse; schemas refuse it by name.
      done(null, JSON.parse(text))
    } catch (error) {
      done(Object.assign(new Error(`it is not JSON: ${(error as Error).message}`), { statusCode: 400 }), undefined)
    }
  })
}

/** A parameter that stands once is a text, one that stands several times a list. */
function parseQuery(text: string): Record<string, unknown> {
  const query: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  for (const [name, value] of new URLSearchParams(text)) {
    const former = query[name]
    query[name] = former === undefined ? value : Array.isArray(former) ? [...former, value] : [former, value]
  }
  return query
}

const attempts = { window: 15 * 60_000, perKey: 10, perAddress: 60 }

/** At most so many attempts at a name from one address, and at all names from one address, in a quarter of an hour. */
function createLimiter(app: FastifyInstance): AttemptLimiter {
  const keys = new WeakMap<FastifyRequest, string>()
  const perKey = app.createRateLimit({
    max: attempts.perKey,
    timeWindow: attempts.window,
    keyGenerator: (request) => `${request.ip} ${keys.get(request) ?? ''}`,
  })
  const perAddress = app.createRateLimit({ max: attempts.perAddress, timeWindow: attempts.window, keyGenerator: (request) => request.ip })
  return async (request, key) => {
    keys.set(request, key)
    for (const check of [perKey, perAddress]) {
      const result = await check(request)
      if (!result.isAllowed && result.isExceeded) throw new RequestProblem('too-many-requests', { seconds: result.ttlInSeconds })
    }
  }
}
