import { requestHeader } from '@toride/contract/client'
import { apiRoot } from '@toride/contract/operations'
import type { ProblemDetails } from '@toride/contract/problem'
import type { FastifyInstance } from 'fastify'

type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: unknown
  /** The code of a problem; undefined for a success. */
  readonly code: string | undefined
  readonly problem: ProblemDetails | undefined
}

/** A browser on the machine of the server: keeps its cookies, and sends what the portal sends. */
export type Browser = {
  request(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string | undefined>>): Promise<Answer>
  readonly cookies: Map<string, string>
}

export function browser(app: FastifyInstance, host = 'localhost:7070'): Browser {
  const cookies = new Map<string, string>()
  return {
    cookies,
    request: async (method, path, body, headers = {}) => {
      const sent: Record<string, string | undefined> = {
        host,
        [requestHeader]: '1',
        ...(cookies.size > 0 && { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      }
      const answer = await app.inject({
        method: method as 'GET',
        url: path.startsWith('/') ? path : `${apiRoot}/${path}`,
        headers: Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined)),
        ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      for (const { name, value } of answer.cookies) {
        if (value === '') cookies.delete(name)
        else cookies.set(name, value)
      }
      const isJson = String(answer.headers['content-type'] ?? '').includes('json')
      const parsed: unknown = isJson && answer.body !== '' ? JSON.parse(answer.body) : answer.body
      const problem = String(answer.headers['content-type']).startsWith('application/problem+json') ? (parsed as ProblemDetails) : undefined
      return { status: answer.statusCode, headers: answer.headers, body: parsed, problem, code: problem?.code }
    },
  }
}
