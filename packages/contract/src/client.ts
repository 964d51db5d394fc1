import type { z } from 'zod'
import { apiRoot, type Operation, operations, splitOperation } from './operations.ts'
import type { ProblemDetails } from './problem.ts'
import type { Routes } from './routes.ts'

type Filled<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: T[K]
}

type Part<R, Key extends string, Value> = R extends Record<Key, z.ZodType> ? Value : unknown

/** What an operation is called with. Filters that hold several values are lists. */
export type RequestOf<O extends Operation> = Part<
  Routes[O],
  'params',
  { readonly params: Routes[O] extends { params: infer S extends z.ZodType } ? z.output<S> : never }
> &
  Part<
    Routes[O],
    'query',
    { readonly query?: Routes[O] extends { query: infer S extends z.ZodType } ? Partial<Filled<z.output<S>>> : never }
  > &
  Part<Routes[O], 'body', { readonly body: Routes[O] extends { body: infer S extends z.ZodType } ? z.input<S> : never }> & {
    readonly signal?: AbortSignal
  }

/** What an operation answers; undefined for those without a body. */
export type ResponseOf<O extends Operation> = Routes[O] extends { response: infer S extends z.ZodType } ? z.output<S> : undefined

type CallOf<O extends Operation> =
  Record<never, never> extends RequestOf<O>
    ? (request?: RequestOf<O>) => Promise<ResponseOf<O>>
    : (request: RequestOf<O>) => Promise<ResponseOf<O>>

export type Client = { readonly [O in Operation]: CallOf<O> }

/** The server's answer to a request that failed, or what stands for it when the answer was not the API's. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly problem: ProblemDetails
  constructor(problem: ProblemDetails, options?: ErrorOptions) {
    super(problem.detail, options)
    this.problem = problem
  }
}

/** The header that every request of ours carries; other sites cannot send it without being asked first (CSRF). */
export const requestHeader = 'x-toride-request'

export type ClientOptions = {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Address of the server without `/api/v1`; empty in a browser on the same address. */
  readonly baseUrl: string
  /** For machines: an API token. A browser sends its cookie. */
  readonly token?: string
}

/**
 * A client with one function for each operation: `client.listResources({ query: { kind: ['apps/Deployment'] } })`.
 * Rejects with `ApiError` for every answer that is not a success; a failing network rejects as `fetch` does.
 */
export function createClient(options: ClientOptions): Client {
  const calls = (Object.keys(operations) as Operation[]).map((operation) => [
    operation,
    (request: LooseRequest = {}) => send(options, operation, request),
  ])
  return Object.fromEntries(calls) as Client
}

type LooseRequest = {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly signal?: AbortSignal
}

/** The address of an operation with its filters, for links: with `.csv` the filtered list as a file. */
export function operationUrl<O extends Operation>(
  operation: O,
  request: Omit<RequestOf<O>, 'body' | 'signal'>,
  suffix: '' | '.csv' = '',
): string {
  const { params, query } = request as LooseRequest
  const path = splitOperation(operation).path.replace(/:(\w+)/g, (_, parameter: string) => encodeURIComponent(params?.[parameter] ?? ''))
  return `${apiRoot}${path}${suffix}${queryString(query)}`
}

async function send({ fetch, baseUrl, token }: ClientOptions, operation: Operation, request: LooseRequest): Promise<unknown> {
  const response = await fetch(baseUrl + operationUrl(operation, request as never), {
    method: splitOperation(operation).method,
    headers: {
      accept: 'application/json',
      [requestHeader]: '1',
      ...(request.body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
    ...(request.signal !== undefined && { signal: request.signal }),
  })
  if (response.status === 204) return undefined
  const answer: unknown = await response.json().catch(() => undefined)
  if (response.ok && answer !== undefined) return answer
  throw new ApiError(isProblem(answer) ? answer : strangeAnswer(response))
}

function isProblem(answer: unknown): answer is ProblemDetails {
  return answer !== null && typeof answer === 'object' && 'code' in answer && 'detail' in answer
}

/** A proxy answered, or the connection broke in the middle of an answer. */
function strangeAnswer(response: Response): ProblemDetails {
  const detail = `The server answered ${response.status} ${response.statusText} without a body that can be read`
  return { type: 'about:blank', title: detail, status: response.status, code: 'answer-unreadable', detail, hint: '', errors: [] }
}

function queryString(query: Readonly<Record<string, unknown>> | undefined): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const item of Array.isArray(value) ? value : [value]) if (item !== undefined && item !== null) search.append(name, String(item))
  }
  const text = search.toString()
  return text === '' ? '' : `?${text}`
}
