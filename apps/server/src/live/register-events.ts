import { apiRoot, splitOperation } from '@toride/contract/operations'
import type { FastifyInstance } from 'fastify'
import { authenticate } from '../access/authenticate.ts'
import type { Services } from '../app/context.ts'
import { type AttemptLimiter, admit } from '../app/register-operations.ts'
import type { FeedEvent } from './change-feed.ts'
import { visiblePart } from './sees-change.ts'

type EventStreamTimes = {
  /** Keeps proxies from closing a quiet stream, and looks whether the caller may still listen. */
  readonly pingMs: number
  /** Then the stream ends and the browser asks again, so that no stream lives for ever. */
  readonly longestMs: number
}

const defaultTimes: EventStreamTimes = { pingMs: 20_000, longestMs: 15 * 60_000 }

/** What a stream may hold for a receiver that does not read, in bytes; then it is closed. */
const mostUnreadBytes = 256 * 1024

/** Server-sent events of what changed (WHATWG HTML, "Server-sent events"). */
export function registerEvents(app: FastifyInstance, services: Services, limit: AttemptLimiter, times = defaultTimes): void {
  const open = new Set<() => void>()
  app.addHook('preClose', async () => {
    for (const end of open) end()
  })
  app.get(`${apiRoot}${splitOperation('streamEvents').path}`, async (request, reply) => {
    const { principal: admitted } = await admit('streamEvents', services, request, reply, limit)
    if (admitted === undefined) return reply
    let principal = admitted
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    })
    const write = (text: string): void => {
      if (raw.writableLength > mostUnreadBytes) end()
      else if (!raw.writableEnded) raw.write(text)
    }
    const send = ({ id, change }: FeedEvent): void => {
      const part = change && visiblePart(principal, change)
      if (change === undefined) write(`event: reset\nid: ${id}\ndata: {}\n\n`)
      else if (part !== undefined) write(`event: change\nid: ${id}\ndata: ${JSON.stringify(part)}\n\n`)
    }
    const ping = async (): Promise<void> => {
      const now = await authenticate(services, request).catch(() => principal)
      if (now === undefined) end()
      else {
        principal = now
        write(': ping\n\n')
      }
    }
    const pinging = setInterval(() => void ping(), times.pingMs)
    const ending = setTimeout(() => end(), times.longestMs)
    const unsubscribe = services.changes.subscribe(send)
    const end = (): void => {
      clearInterval(pinging)
      clearTimeout(ending)
      unsubscribe()
      open.delete(end)
      raw.end()
    }
    open.add(end)
    raw.on('close', end)
    raw.on('error', end)
    write(`retry: 2000\n: toride\n\n`)
    const last = request.headers['last-event-id']
    if (typeof last === 'string') {
      const missed = services.changes.since(last)
      if (missed === undefined) write('event: reset\ndata: {}\n\n')
      else for (const event of missed) send(event)
    }
    return reply
  })
}
