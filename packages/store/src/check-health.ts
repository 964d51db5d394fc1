import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Store } from './open-store.ts'
import { reasonOf } from './reason-of.ts'

/** Whether the database answers, how fast, and how many queries wait for a connection. */
export type StoreHealth =
  | { readonly reachable: true; readonly latencyMs: number; readonly waitingQueries: number }
  | { readonly reachable: false; readonly reason: string; readonly waitingQueries: number }

/** Asks the database for nothing but an answer within `timeoutMs`; never throws. */
export async function checkHealth({ database, pool }: Pick<Store, 'database' | 'pool'>, timeoutMs = 2_000): Promise<StoreHealth> {
  const start = performance.now()
  const answered = new AbortController()
  const tooLate = delay(timeoutMs, undefined, { signal: answered.signal }).then(
    () => `no answer within ${timeoutMs} ms`,
    () => undefined,
  )
  const answer = sql`select`.execute(database).then(() => undefined, reasonOf)
  const reason = await Promise.race([answer, tooLate])
  answered.abort()
  const waitingQueries = pool.waitingCount
  return reason === undefined
    ? { reachable: true, latencyMs: performance.now() - start, waitingQueries }
    : { reachable: false, reason, waitingQueries }
}
