import type { ProblemDetails } from '@toride/contract/problem'
import { type ErrorCode, errorTable, fillPlaceholders, TorideError } from '@toride/core/errors'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { type FieldProblem, RequestProblem } from './request-problem.ts'

type ErrorData = Readonly<Record<string, string | number>>

/** The body of an error answer (RFC 9457) for a code of the table. */
export function problemDetails(code: ErrorCode, data: ErrorData, errors: readonly FieldProblem[] = []): ProblemDetails {
  const { message, hint, status } = errorTable[code] as { message: string; hint: string; status?: number }
  const detail = fillPlaceholders(message, data)
  return {
    type: `urn:toride:error:${code}`,
    title: detail,
    status: status ?? 500,
    code,
    detail,
    hint: fillPlaceholders(hint, data),
    errors: [...errors],
  }
}

/** Answers every error of the application: known ones by their code, the rest as `internal-error` with a line in the log. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const details = detailsOf(error, request)
  if (details.status >= 500) request.log.error({ err: error, code: details.code }, 'request failed')
  return sendProblem(reply, details)
}

export function sendProblem(reply: FastifyReply, details: ProblemDetails): FastifyReply {
  return reply.code(details.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(details))
}

function detailsOf(error: unknown, request: FastifyRequest): ProblemDetails {
  if (error instanceof RequestProblem) return problemDetails(error.code, error.data, error.fields)
  if (error instanceof TorideError && 'status' in errorTable[error.code]) return problemDetails(error.code, error.data)
  const { code, statusCode, message } = error as Partial<FastifyError>
  if (isUnavailable(code)) return problemDetails('server-busy', { reason: 'the database does not answer in time' })
  switch (statusCode) {
    case 413:
      return problemDetails('request-too-large', { limitBytes: request.routeOptions.bodyLimit ?? 0 })
    case 415:
      return problemDetails('request-media-type', {})
    default:
      if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
        return problemDetails('request-unreadable', { reason: message ?? 'it is not valid' })
      return problemDetails('internal-error', { requestId: request.id })
  }
}

/** Codes of PostgreSQL for a cancelled statement or a server that goes down or is full, and of a lost connection. */
function isUnavailable(code: string | undefined): boolean {
  return code !== undefined && (/^(?:57|53|08)/.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT'].includes(code))
}
