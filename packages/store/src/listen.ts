import { setTimeout as delay } from 'node:timers/promises'
import { Client, escapeIdentifier } from 'pg'
import { connectionOptions } from './connection-options.ts'
import { reasonOf } from './reason-of.ts'

export type ListenHandlers = {
  readonly onNotification: (channel: string, payload: string) => void
  /** The connection is lost; notifications are, too, until `onRestored`. */
  readonly onLost?: (reason: string) => void
  /** The connection stands again: read anew what the notifications are about, since some may be missing. */
  readonly onRestored?: () => void
}

export type Listener = {
  /** Ends the connection; no handler is called any more. */
  stop(): Promise<void>
}

const firstRetryMs = 100
const slowestRetryMs = 10_000
/** A connection through a firewall can die without a word; this is how long that goes unseen. */
const aliveCheckMs = 30_000

/**
 * Listens to channels on a connection of its own, for as long as it is not stopped; a lost connection is opened again, with
 * growing, scattered pauses. Needs a real session: a pooler in front of the database has to work in session mode.
 *
 * @throws the error of the first connection, so that a wrong address is seen at start
 */
export async function listen(url: string, channels: readonly string[], handlers: ListenHandlers): Promise<Listener> {
  const stopping = new AbortController()
  const onNotification: ListenHandlers['onNotification'] = (channel, payload) => {
    if (!stopping.signal.aborted) handlers.onNotification(channel, payload)
  }
  let session: Session | undefined = await openSession(url, channels, onNotification)
  const keepListening = async (): Promise<void> => {
    for (let failures = 0; !stopping.signal.aborted; ) {
      if (session !== undefined) {
        const reason = await session.lost
        session = undefined
        if (stopping.signal.aborted) return
        handlers.onLost?.(reason)
      }
      await delay(retryDelayMs(failures), undefined, { signal: stopping.signal }).catch(() => {})
      if (stopping.signal.aborted) return
      try {
        session = await openSession(url, channels, onNotification)
        failures = 0
        if (!stopping.signal.aborted) handlers.onRestored?.()
      } catch {
        failures += 1
      }
    }
  }
  const running = keepListening()
  return {
    stop: async () => {
      stopping.abort()
      await session?.close()
      await running
      await session?.close()
    },
  }
}

/** Between half and the whole of a time that doubles with each failure. */
export function retryDelayMs(failures: number, random: () => number = Math.random): number {
  return Math.min(firstRetryMs * 2 ** failures, slowestRetryMs) * (0.5 + random() / 2)
}

type Session = { readonly lost: Promise<string>; close(): Promise<void> }

async function openSession(url: string, channels: readonly string[], onNotification: ListenHandlers['onNotification']): Promise<Session> {
  const client = new Client(connectionOptions(url, { name: 'toride-listener', statementTimeoutMs: 10_000 }))
  const end = Promise.withResolvers<string>()
  client.on('error', (error) => end.resolve(reasonOf(error)))
  client.on('end', () => end.resolve('the connection was closed'))
  client.on('notification', ({ channel, payload }) => onNotification(channel, payload ?? ''))
  const close = async (): Promise<void> => {
    await client.end().catch(() => {})
  }
  try {
    await client.connect()
    for (const channel of channels) await client.query(`listen ${escapeIdentifier(channel)}`)
  } catch (error) {
    await close()
    throw error
  }
  const aliveCheck = setInterval(() => {
    client.query('select').catch((error: unknown) => {
      end.resolve(reasonOf(error))
      void close()
    })
  }, aliveCheckMs)
  const lost = end.promise.finally(() => clearInterval(aliveCheck))
  return { lost, close }
}
