import { type Problem, problem } from '@toride/core/errors'

/** Why a request to an API server gave nothing that can be used. */
export type ApiFailure = {
  readonly reason:
    | 'unauthorized'
    | 'forbidden'
    | 'not-found'
    | 'conflict'
    | 'gone'
    | 'invalid'
    | 'throttled'
    | 'unavailable'
    | 'unreachable'
    | 'bad-answer'
    | 'credentials'
    | 'aborted'
  /** HTTP status, 0 when there was no answer. */
  readonly status: number
  /** The server's own words, or those of the network. */
  readonly message: string
  readonly retryAfterMs: number | undefined
  /** With `gone` in a paged list: goes on at the price of consistency. */
  readonly continueToken: string | undefined
}

export type ApiResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: ApiFailure }

/** A failure without an answer of the server. */
export function failureWithoutAnswer(reason: ApiFailure['reason'], message: string): { readonly ok: false; readonly failure: ApiFailure } {
  return { ok: false, failure: { reason, status: 0, message, retryAfterMs: undefined, continueToken: undefined } }
}

/** Reads the `Status` object that the API sends with errors; `body` is what was received, whatever it is. */
export function failureOfAnswer(status: number, body: string, retryAfter: string | undefined): ApiFailure {
  const answer = statusObject(body)
  const seconds = Number(retryAfter)
  return {
    reason: answer === undefined && !isWithoutStatusObject(status) ? 'bad-answer' : reasonOf(status),
    status,
    message: answer?.message ?? `HTTP ${status}${body.trimStart().startsWith('<') ? ' with a page for people' : ''}`,
    retryAfterMs: retryAfter !== undefined && Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 300) * 1000 : undefined,
    continueToken: answer?.metadata?.continue,
  }
}

/** What a person is told about a failure; `resource` is what was asked for. */
export function problemOfFailure(failed: ApiFailure, resource: string): Problem {
  switch (failed.reason) {
    case 'forbidden':
      return problem('cluster-forbidden', {}, { resource })
    case 'unauthorized':
      return problem('cluster-unauthorized', {}, { reason: failed.message })
    case 'credentials':
      return problem('cluster-credentials-unavailable', {}, { reason: failed.message })
    case 'unreachable':
    case 'unavailable':
    case 'throttled':
    case 'aborted':
      return problem('cluster-unreachable', {}, { reason: failed.message })
    default:
      return problem('cluster-answer-invalid', {}, { reason: failed.message })
  }
}

/** The API server and the balancers before it answer these in plain text at times; their meaning is the same. */
function isWithoutStatusObject(status: number): boolean {
  return status === 401 || status === 403 || status === 404 || status === 429 || status >= 500
}

function reasonOf(status: number): ApiFailure['reason'] {
  switch (status) {
    case 401:
      return 'unauthorized'
    case 403:
      return 'forbidden'
    case 404:
      return 'not-found'
    case 409:
      return 'conflict'
    case 410:
      return 'gone'
    case 429:
      return 'throttled'
    case 400:
    case 413:
    case 415:
    case 422:
      return 'invalid'
    default:
      return status >= 500 ? 'unavailable' : 'bad-answer'
  }
}

type StatusObject = { readonly message?: string; readonly metadata?: { readonly continue?: string } }

function statusObject(body: string): StatusObject | undefined {
  try {
    const value = JSON.parse(body) as Readonly<Record<string, unknown>> | null
    return value !== null && typeof value === 'object' && value.kind === 'Status' ? (value as StatusObject) : undefined
  } catch {
    return undefined
  }
}
