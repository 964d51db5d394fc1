import { Readable } from 'node:stream'
import { requestHeader } from '@toride/contract/client'
import { apiRoot, type Operation, operations, splitOperation } from '@toride/contract/operations'
import type { RouteDefinition } from '@toride/contract/route'
import { routes } from '@toride/contract/routes'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { authenticate } from '../access/authenticate.ts'
import { type Principal, scopesAllowed } from '../access/principal.ts'
import { clearSessionCookie, setSessionCookie } from '../access/session-cookie.ts'
import { visibilityOf } from '../access/visibility.ts'
import type { DataOperation, Handlers, RequestContext, Services } from './context.ts'
import { columnsOf, csvLine, headingLine } from './csv.ts'
import { parseInput } from './parse-input.ts'
import { RequestProblem } from './request-problem.ts'

type LooseHandler = (context: RequestContext, input: unknown) => unknown

export type AttemptLimiter = (request: FastifyRequest, key: string) => Promise<void>

/**
 * Puts every operation of the contract on the application: who is it, may they, is the input right, then the handler. An
 * operation has no other way in, so nothing can be forgotten for one of them.
 */
export function registerOperations(app: FastifyInstance, services: Services, handlers: Handlers, limit: AttemptLimiter): void {
  for (const operation of Object.keys(handlers) as DataOperation[]) {
    const route: RouteDefinition = routes[operation]
    const { method, path } = splitOperation(operation)
    const handler = handlers[operation] as LooseHandler
    const answer = (isCsv: boolean) => async (request: FastifyRequest, reply: FastifyReply) => {
      const context = await admit(operation, services, request, reply, limit)
      const input = parseInput(route, request)
      if (isCsv || (route.csv && prefersCsv(request)))
        return sendCsv(route, reply, operation, (query) => handler(context, { ...input, query }), input.query)
      const result = await handler(context, input)
      reply.code(route.status)
      return route.response === undefined ? reply.send() : reply.type('application/json; charset=utf-8').send(JSON.stringify(result))
    }
    app.route({ method, url: `${apiRoot}${path}`, handler: answer(false) })
    if (route.csv) app.route({ method, url: `${apiRoot}${path}.csv`, handler: answer(true) })
  }
}

/**
 * Lets a request in, or refuses it: finds out who it is from, and compares the permission of the route with their roles.
 *
 * @throws RequestProblem `request-forged`, `not-signed-in`, `password-change-required`, `not-allowed`
 */
export async function admit(
  operation: Operation,
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  limit: AttemptLimiter,
): Promise<RequestContext> {
  const { access }: RouteDefinition = routes[operation]
  refuseForgery(request)
  const principal = await authenticate(services, request)
  if (principal === undefined && access !== 'public') throw new RequestProblem('not-signed-in')
  const scopes = principal !== undefined && typeof access === 'object' ? allowedScopes(principal, access) : []
  if (principal?.passwordChangeRequired && access !== 'public' && !beforePasswordChange.has(operation)) {
    throw new RequestProblem('password-change-required')
  }
  return {
    ...services,
    database: services.store.database,
    principal,
    visibility: visibilityOf(scopes),
    address: request.ip,
    log: request.log,
    setSession: (secret, expiresAt) =>
      secret === undefined ? clearSessionCookie(request, reply) : setSessionCookie(request, reply, secret, expiresAt),
    limitAttempts: (key) => limit(request, key),
  }
}

/** What is allowed although the password has to be changed first. */
const beforePasswordChange: ReadonlySet<Operation> = new Set(['changePassword'])

function allowedScopes(principal: Principal, access: Exclude<RouteDefinition['access'], string>) {
  const scopes = scopesAllowed(principal, access.permission)
  const isAllowed = access.at === 'tenant' ? scopes.some(({ level }) => level === 'tenant') : scopes.length > 0
  if (!isAllowed) throw new RequestProblem('not-allowed', { permission: access.permission })
  return scopes
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A browser sends cookies along with requests of other sites; those can neither set our header nor hide where they are from. */
function refuseForgery(request: FastifyRequest): void {
  if (safeMethods.has(request.method) || request.headers.authorization !== undefined) return
  const site = request.headers['sec-fetch-site']
  const isForeign = site !== undefined && site !== 'same-origin' && site !== 'none'
  if (isForeign || request.headers[requestHeader] === undefined) throw new RequestProblem('request-forged')
}

function prefersCsv(request: FastifyRequest): boolean {
  const [first = ''] = (request.headers.accept ?? '').split(',')
  return first.trim().startsWith('text/csv')
}

type Page = { readonly items: readonly unknown[]; readonly nextCursor: string | null }

const csvPageSize = 500

/** The whole filtered list, page after page, so that it is never held as a whole. */
async function sendCsv(
  route: RouteDefinition,
  reply: FastifyReply,
  operation: Operation,
  readPage: (query: object) => unknown,
  query: unknown,
): Promise<FastifyReply> {
  const items = (route.response as z.ZodObject<{ items: z.ZodArray<z.ZodType> }>).shape.items.element
  const columns = columnsOf(items)
  const filter = { ...(query as object), limit: csvPageSize, facets: undefined, countsTotal: false }
  // The first page before the answer begins: what is wrong with the filter is still an error then.
  let page = (await readPage(filter)) as Page
  async function* lines(): AsyncGenerator<string> {
    yield `\uFEFF${headingLine(columns)}`
    for (;;) {
      yield page.items.map((item) => csvLine(columns, item)).join('')
      if (page.nextCursor === null) return
      page = (await readPage({ ...filter, cursor: page.nextCursor })) as Page
    }
  }
  const name = operations[operation].split('/').at(-1) ?? 'list'
  return reply
    .code(200)
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="toride-${name}.csv"`)
    .send(Readable.from(lines()))
}
