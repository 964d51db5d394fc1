import type { FastifyInstance } from 'fastify'
import { isSameSecret } from '../access/secret.ts'
import { problemDetails, sendProblem } from './answer-problem.ts'

/** What orchestrators and monitoring ask. */
export type Probes = {
  /** Whether requests can be answered now. */
  readonly isReady: () => Promise<boolean>
  /** Metrics in the text format of Prometheus, with its content type. */
  readonly metrics: () => Promise<{ readonly type: string; readonly text: string }>
  /** Who sends it as bearer gets the metrics from anywhere; without one they are for the machine itself. */
  readonly metricsToken: string | undefined
}

export function registerProbes(app: FastifyInstance, { isReady, metrics, metricsToken }: Probes): void {
  app.get('/healthz', (_, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }))
  app.get('/readyz', async (_, reply) => {
    const ready = await isReady()
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: ready ? 'ok' : 'unavailable' })
  })
  app.get('/metrics', async (request, reply) => {
    const [, given] = /^Bearer (\S{1,500})$/i.exec(request.headers.authorization ?? '') ?? []
    const isAllowed =
      metricsToken === undefined
        ? isLoopback(request.socket.remoteAddress) && !isForwarded(request.headers)
        : given !== undefined && isSameSecret(given, metricsToken)
    if (!isAllowed) return sendProblem(reply, problemDetails('not-found', {}))
    const { type, text } = await metrics()
    return reply.type(type).send(text)
  })
}

function isLoopback(address: string | undefined): boolean {
  return address === '::1' || address === '127.0.0.1' || address === '::ffff:127.0.0.1'
}

/** A proxy on this machine speaks for somebody else. */
function isForwarded(headers: Record<string, unknown>): boolean {
  return headers.forwarded !== undefined || headers['x-forwarded-for'] !== undefined
}
