import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest, type RequestOptions } from 'node:https'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream'
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'
import { createGunzip } from 'node:zlib'
import type { JsonObject } from '@toride/core/kubernetes-object'
import { guardedLookup, isRefusedHost } from '../network/refused-address.ts'
import { type ApiFailure, type ApiResult, failureOfAnswer, failureWithoutAnswer } from './api-failure.ts'
import { chunksOf } from './chunks.ts'
import type { ClusterConnection } from './connection.ts'
import { type Authentication, createAuthenticator } from './credentials.ts'
import { isLoopback } from './proxy.ts'

/** A request to an API server; JSON both ways. */
export type ApiRequest = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly query?: Readonly<Record<string, string | undefined>>
  readonly accept?: string
  readonly contentType?: string
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
}

export type ApiAnswer = {
  readonly status: number
  /** Texts of `Warning` headers, which the server means for people. */
  readonly warnings: readonly string[]
  /** Unpacked; destroying it ends the request. */
  readonly body: Readable
}

/** Talks to one API server over kept connections. Failures are values; nothing is retried beyond a refused token and a connection closed while idle. */
export type KubernetesClient = {
  readonly name: string
  readonly server: URL
  request(request: ApiRequest): Promise<ApiResult<ApiAnswer>>
  close(): void
}

export type ClientLimits = {
  /** Until the server has answered with headers. */
  readonly answerMs: number
}

const defaultLimits: ClientLimits = { answerMs: 60_000 }
/** Between two pieces of an answer. */
export const answerIdleMs = 60_000
const errorLimitBytes = 64 * 1024
const answerLimitBytes = 32 * 1024 * 1024

/** Makes a client; connects when it is first used. */
export function createClient(connection: ClusterConnection, limits: ClientLimits = defaultLimits): KubernetesClient {
  const closed = new AbortController()
  const authenticate = createAuthenticator(connection, closed.signal)
  const transports = transportsOf(connection)
  // Lists shrink to a twentieth, which pays everywhere but on the same machine.
  const packing = isLoopback(connection.server.hostname) ? 'identity' : 'gzip'

  const once = async (request: ApiRequest, renew: boolean, isRetry: boolean): Promise<ApiResult<IncomingMessage>> => {
    const authentication = await authenticate(renew)
    if (!authentication.ok) return failureWithoutAnswer('credentials', authentication.problem.message)
    const { certificate, headers } = authentication.value
    let options: RequestOptions
    try {
      options = await transports.options(certificate)
    } catch (error) {
      return failureWithoutAnswer('credentials', (error as Error).message)
    }
    const sent = await send(
      connection.server,
      request,
      { ...options, headers: { ...headersOf(request, packing), ...headers } as never },
      limits,
    )
    if (sent.ok || !sent.onReusedSocket || isRetry || (request.method ?? 'GET') !== 'GET') return sent
    // The server closed an idle connection in the same moment; nothing was answered on it.
    return once(request, renew, true)
  }

  return {
    name: connection.name,
    server: connection.server,
    request: async (request) => {
      if (connection.guardsAddresses && isRefusedHost(connection.server.hostname)) {
        return failureWithoutAnswer('unreachable', `${connection.server.hostname} is a refused address`)
      }
      if (request.signal?.aborted === true) return failureWithoutAnswer('aborted', 'stopped')
      const first = await once(request, false, false)
      if (!first.ok) return first
      if (first.value.statusCode !== 401) return answerOf(first.value)
      first.value.resume()
      const second = await once(request, true, false)
      return second.ok ? answerOf(second.value) : second
    },
    close: () => {
      closed.abort()
      transports.close()
    },
  }
}

/** Asks for one JSON document of bounded size. */
export async function requestJson(client: KubernetesClient, request: ApiRequest): Promise<ApiResult<JsonObject>> {
  const answered = await requestJsonWithWarnings(client, request)
  return answered.ok ? { ok: true, value: answered.value.document } : answered
}

/** Like `requestJson`, with the warnings that the server sent along. */
export async function requestJsonWithWarnings(
  client: KubernetesClient,
  request: ApiRequest,
): Promise<ApiResult<{ readonly document: JsonObject; readonly warnings: readonly string[] }>> {
  const answered = await client.request(request)
  if (!answered.ok) return answered
  const text = await readText(answered.value.body, answerLimitBytes)
  if (!text.ok) return text
  try {
    const document: unknown = JSON.parse(text.value)
    if (document === null || typeof document !== 'object' || Array.isArray(document))
      return failureWithoutAnswer('bad-answer', 'not a JSON object')
    return { ok: true, value: { document: document as JsonObject, warnings: answered.value.warnings } }
  } catch {
    return failureWithoutAnswer('bad-answer', 'not JSON')
  }
}

/** The failure of a stream that broke, told from the error. */
export function failureOfStream(error: unknown, signal: AbortSignal | undefined): ApiFailure {
  if (signal?.aborted === true) return failureWithoutAnswer('aborted', 'stopped').failure
  return failureWithoutAnswer('unreachable', reasonOf(error)).failure
}

async function readText(body: Readable, limitBytes: number): Promise<ApiResult<string>> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of chunksOf(body, answerIdleMs)) {
      size += chunk.length
      if (size > limitBytes) return failureWithoutAnswer('bad-answer', `an answer of more than ${limitBytes} bytes`)
      chunks.push(chunk)
    }
  } catch (error) {
    return { ok: false, failure: failureOfStream(error, undefined) }
  }
  return { ok: true, value: Buffer.concat(chunks).toString('utf8') }
}

async function answerOf(answer: IncomingMessage): Promise<ApiResult<ApiAnswer>> {
  const status = answer.statusCode ?? 0
  const body = unpacked(answer)
  if (status >= 200 && status < 300) {
    if (!/^application\/json\b/i.test(answer.headers['content-type'] ?? '')) {
      body.destroy()
      return failureWithoutAnswer('bad-answer', `it answered with ${answer.headers['content-type'] ?? 'no content type'}, not with JSON`)
    }
    return { ok: true, value: { status, warnings: warningsOf(answer), body } }
  }
  if (status >= 300 && status < 400) {
    body.destroy()
    return failureWithoutAnswer('bad-answer', `it redirects to ${answer.headers.location ?? 'nowhere'}`)
  }
  const text = await readText(body, errorLimitBytes)
  return { ok: false, failure: failureOfAnswer(status, text.ok ? text.value : '', answer.headers['retry-after']) }
}

function unpacked(answer: IncomingMessage): Readable {
  if (answer.headers['content-encoding'] !== 'gzip') return answer
  const gunzip = createGunzip()
  // The error reaches the reader through the unpacked stream.
  pipeline(answer, gunzip, () => undefined)
  return gunzip
}

/** `Warning: 299 - "text"`, RFC 7234 §5.5. */
function warningsOf(answer: IncomingMessage): string[] {
  const values = answer.headersDistinct.warning ?? []
  return values.flatMap((value) => {
    const text = /^\d{3} \S+ "((?:[^"\\]|\\.)*)"/.exec(value)?.[1]
    return text === undefined ? [] : [text.replaceAll(/\\(.)/g, '$1')]
  })
}

type Sent =
  | { readonly ok: true; readonly value: IncomingMessage }
  | { readonly ok: false; readonly failure: ApiFailure; readonly onReusedSocket: boolean }

function send(server: URL, request: ApiRequest, options: RequestOptions, limits: ClientLimits): Promise<Sent> {
  const body = request.body === undefined ? undefined : JSON.stringify(request.body)
  return new Promise((done) => {
    const start = server.protocol === 'https:' ? httpsRequest : httpRequest
    const sent = start({
      ...options,
      hostname: server.hostname.replace(/^\[|\]$/g, ''),
      port: server.port === '' ? (server.protocol === 'https:' ? 443 : 80) : server.port,
      path: pathOf(server, request),
      method: request.method ?? 'GET',
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    })
    const timer = setTimeout(() => sent.destroy(new Error(`no answer within ${limits.answerMs / 1000} s`)), limits.answerMs)
    sent.once('response', (answer) => {
      clearTimeout(timer)
      done({ ok: true, value: answer })
    })
    sent.on('error', (error) => {
      clearTimeout(timer)
      done({ ok: false, failure: failureOfStream(error, request.signal), onReusedSocket: sent.reusedSocket && isReset(error) })
    })
    sent.end(body)
  })
}

function isReset(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ECONNRESET' || error.code === 'EPIPE'
}

function pathOf(server: URL, request: ApiRequest): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(request.query ?? {})) if (value !== undefined) query.set(key, value)
  const prefix = server.pathname.replace(/\/$/, '')
  return `${prefix}${request.path}${query.size === 0 ? '' : `?${query}`}`
}

function headersOf(request: ApiRequest, packing: string): Record<string, string> {
  return {
    accept: request.accept ?? 'application/json',
    'accept-encoding': packing,
    'user-agent': 'toride',
    ...(request.body === undefined ? {} : { 'content-type': request.contentType ?? 'application/json' }),
  }
}

/** One pool of connections for each client certificate: connections made with an old one are not used again. */
function transportsOf(connection: ClusterConnection) {
  let current: { readonly certificate: string | undefined; readonly options: RequestOptions; readonly agent: HttpAgent } | undefined
  return {
    options: async (certificate: Authentication['certificate']): Promise<RequestOptions> => {
      if (current === undefined || current.certificate !== certificate?.certificate) {
        const agent = await agentFor(connection)
        const options = { ...tlsOptions(connection, certificate), agent }
        current = { certificate: certificate?.certificate, options, agent }
      }
      return current.options
    },
    close: () => {
      current?.agent.destroy()
      current = undefined
    },
  }
}

async function agentFor(connection: ClusterConnection): Promise<HttpAgent> {
  const isSecure = connection.server.protocol === 'https:'
  const kept = { keepAlive: true, scheduling: 'lifo' as const }
  const { proxy } = connection
  if (proxy?.protocol.startsWith('socks') === true) {
    const { SocksProxyAgent } = await import('socks-proxy-agent')
    return new SocksProxyAgent(proxy, kept) as unknown as HttpAgent
  }
  const proxyEnv = proxy === undefined ? {} : { proxyEnv: { HTTP_PROXY: proxy.href, HTTPS_PROXY: proxy.href } }
  return isSecure ? new HttpsAgent({ ...kept, ...proxyEnv }) : new HttpAgent({ ...kept, ...proxyEnv })
}

function tlsOptions(
  connection: ClusterConnection,
  certificate: Authentication['certificate'],
): RequestOptions & { secureContext?: SecureContext } {
  const guarded = connection.guardsAddresses ? { lookup: guardedLookup } : {}
  if (connection.server.protocol !== 'https:') return guarded
  return {
    ...guarded,
    rejectUnauthorized: !connection.insecureSkipTlsVerify,
    ...(connection.tlsServerName === undefined ? {} : { servername: connection.tlsServerName }),
    // Made once: a context per connection would parse every authority again.
    secureContext: createSecureContext({
      ca: connection.certificateAuthority ?? trustedAuthorities(),
      ...(certificate === undefined ? {} : { cert: certificate.certificate, key: certificate.key }),
    }),
  }
}

/** What kubectl trusts without a certificate authority: the store of the machine; and Node's own, which knows `NODE_EXTRA_CA_CERTS`. */
function trustedAuthorities(): string[] {
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])]
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // Node tries every address of a name and reports all attempts in one error without a message.
  const attempts = error instanceof AggregateError ? error.errors.map((attempt) => reasonOf(attempt)) : []
  if (attempts.length > 0) return [...new Set(attempts)].join('; ')
  return error.message === 'aborted' ? 'the connection was closed' : error.message
}
