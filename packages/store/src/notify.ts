import { TorideError } from '@toride/core/errors'
import { type Kysely, sql } from 'kysely'
import type { Database } from './schema.ts'

/** PostgreSQL's limit for a payload, without its final zero (documentation of NOTIFY: "shorter than 8000 bytes"). */
const largestPayloadBytes = 7999

/**
 * Tells all listeners of a channel, when the transaction that `database` stands for is committed.
 *
 * @throws TorideError `database-notification-too-large`
 */
export async function notify(database: Kysely<Database>, channel: string, payload: string): Promise<void> {
  const bytes = Buffer.byteLength(payload)
  if (bytes > largestPayloadBytes) throw new TorideError('database-notification-too-large', { bytes, limitBytes: largestPayloadBytes })
  await sql`select pg_notify(${channel}, ${payload})`.execute(database)
}
