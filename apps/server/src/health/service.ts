import type { Health } from '@toride/contract/health'
import { problem } from '@toride/core/errors'
import { checkHealth } from '@toride/store/check-health'
import { sql } from 'kysely'
import { isWholeCluster } from '../access/visibility.ts'
import type { CallerContext } from '../app/context.ts'

type Check = Health['checks'][number]

const startedAt = new Date()

/** Whether the watch itself is well: the database, every source that the caller sees as a whole, the jobs. */
export async function getHealth(context: CallerContext): Promise<Health> {
  const checks = [await databaseCheck(context), ...(await sourceChecks(context)), ...(await jobCheck(context))]
  const worst = checks.some(({ status }) => status === 'failed')
    ? 'failed'
    : checks.some(({ status }) => status === 'degraded')
      ? 'degraded'
      : 'ok'
  return { status: worst, version: context.version, startedAt: startedAt.toISOString(), checks }
}

/** Slower than this is worth knowing, in milliseconds. */
const slowDatabaseMs = 500

async function databaseCheck({ store, now }: CallerContext): Promise<Check> {
  const health = await checkHealth(store)
  const shared = { component: 'database', since: null, cluster: null } as const
  if (!health.reachable) {
    const { code, message, hint } = problem('server-busy', {}, { reason: health.reason })
    return {
      ...shared,
      status: 'failed',
      lastSuccessAt: null,
      problem: { code, message, hint },
      details: { waitingQueries: health.waitingQueries },
    }
  }
  return {
    ...shared,
    status: health.latencyMs > slowDatabaseMs ? 'degraded' : 'ok',
    lastSuccessAt: now().toISOString(),
    problem: null,
    details: { latencyMs: Math.round(health.latencyMs * 10) / 10, waitingQueries: health.waitingQueries },
  }
}

type SourceRow = {
  id: string
  name: string
  kind: string
  status: string
  status_since: Date
  last_synced_at: Date | null
  problem: Check['problem']
  unknown_kinds: number
}

const statusOfSource: Readonly<Record<string, Check['status']>> = { synced: 'ok', pending: 'ok', partial: 'degraded' }

async function sourceChecks({ database, visibility }: CallerContext): Promise<Check[]> {
  const { rows } = await sql<SourceRow>`
    select id, name, kind, status, status_since, last_synced_at, problem,
      (select count(*) from cluster_kinds where cluster_id = clusters.id and cluster_kinds.status not in ('synced', 'removed', 'starting')) as unknown_kinds
    from clusters where ${isWholeCluster(visibility, 'environment_id', 'clusters.id')} order by name`.execute(database)
  return rows.map((row) => ({
    component: 'source',
    status: statusOfSource[row.status] ?? 'failed',
    since: row.status_since.toISOString(),
    lastSuccessAt: row.last_synced_at?.toISOString() ?? null,
    cluster: { id: row.id, name: row.name },
    problem: row.problem,
    details: { status: row.status, unknownKinds: row.unknown_kinds },
  }))
}

/** Jobs are of the whole tenant; a queue that does not move is told after this time, in minutes. */
const longestWaitMinutes = 5

async function jobCheck({ database, visibility }: CallerContext): Promise<Check[]> {
  if (!visibility.isEverything) return []
  const { rows } = await sql<{ queued: number; running: number; failed: number; waiting_since: Date | null; stuck: boolean }>`
    select count(*) filter (where state = 'queued') as queued, count(*) filter (where state = 'running') as running,
      count(*) filter (where state = 'failed' and finished_at > now() - interval '1 day') as failed,
      min(created_at) filter (where state = 'queued') as waiting_since,
      coalesce(min(created_at) filter (where state = 'queued') < now() - make_interval(mins => ${longestWaitMinutes}), false) as stuck
    from jobs`.execute(database)
  const { queued = 0, running = 0, failed = 0, waiting_since: since = null, stuck = false } = rows[0] ?? {}
  return [
    {
      component: 'jobs',
      status: stuck ? 'failed' : failed > 0 ? 'degraded' : 'ok',
      since: since?.toISOString() ?? null,
      lastSuccessAt: null,
      cluster: null,
      problem: null,
      details: { queued, running, failedLastDay: failed },
    },
  ]
}
