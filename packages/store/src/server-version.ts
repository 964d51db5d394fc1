import { TorideError } from '@toride/core/errors'
import { type Kysely, sql } from 'kysely'

/** The oldest major version whose SQL the queries are written for. */
const oldestServerMajor = 15

/**
 * Asks the server for its version.
 *
 * @throws TorideError `database-server-too-old`
 */
export async function checkServerVersion<T>(database: Kysely<T>): Promise<void> {
  const { rows } = await sql<{ number: string; text: string }>`
    select current_setting('server_version_num') as number, current_setting('server_version') as text`.execute(database)
  refuseOldServer(Number(rows[0]?.number), rows[0]?.text ?? 'unknown')
}

/**
 * @param number `server_version_num`: the major version times 10000, plus the minor one (PostgreSQL documentation, "Preset Options")
 * @throws TorideError `database-server-too-old`
 */
export function refuseOldServer(number: number, text: string): void {
  if (!(Math.floor(number / 10_000) >= oldestServerMajor)) {
    throw new TorideError('database-server-too-old', { found: text, required: oldestServerMajor })
  }
}
