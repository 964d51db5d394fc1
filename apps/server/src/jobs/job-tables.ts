import type { Database, StoredProblem } from '@toride/store/schema'
import { type Insertable, type Kysely, type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely'
import { isVisibleResource, type Visibility } from '../access/visibility.ts'
import type { ReferenceRow } from '../assessment/resource-reference.ts'

export type JobItemRow = Selectable<Database['job_items']>

export type JobRow = Omit<Selectable<Database['jobs']>, 'problem'> & {
  readonly problem: StoredProblem | null
  readonly items: readonly (ReferenceRow & {
    readonly resource_id: string | number
    readonly status: string
    readonly problem: StoredProblem | null
  })[]
}

export async function insertJob(
  database: Kysely<Database>,
  values: Insertable<Database['jobs']>,
  targets: readonly ReferenceRow[],
): Promise<string> {
  const { id } = await database.insertInto('jobs').values(values).returning('id').executeTakeFirstOrThrow()
  const items = targets.map((target, position) => ({
    job_id: id,
    position,
    environment_id: target.environment_id,
    cluster_id: target.cluster_id,
    resource_id: String(target.id),
    api_version: target.api_version,
    kind: target.kind,
    namespace: target.namespace,
    name: target.name,
  }))
  await database.insertInto('job_items').values(items).execute()
  return id
}

/** A job's items as JSON, those that the caller sees. */
function visibleItems(visibility: Visibility): RawBuilder<unknown> {
  return sql`(
    select job_id, jsonb_agg(jsonb_build_object('id', resource_id, 'resource_id', resource_id, 'api_version', api_version, 'kind', job_items.kind,
        'namespace', namespace, 'name', job_items.name, 'cluster_id', cluster_id, 'cluster_name', clusters.name,
        'environment_id', job_items.environment_id, 'environment_name', environments.name, 'status', job_items.status,
        'problem', job_items.problem) order by position) as items
    from job_items join clusters on clusters.id = cluster_id join environments on environments.id = job_items.environment_id
    where ${isVisibleResource(visibility, 'job_items')} group by job_id
  )`
}

/** Jobs with their visible items; one of which the caller sees nothing does not exist. */
export function visibleJobs(visibility: Visibility): RawBuilder<unknown> {
  return sql`jobs join ${visibleItems(visibility)} as visible on visible.job_id = jobs.id`
}

export async function readJob(database: Kysely<Database>, visibility: Visibility, id: string): Promise<JobRow | undefined> {
  const { rows } = await sql<JobRow>`select jobs.*, visible.items from ${visibleJobs(visibility)} where jobs.id = ${id}::uuid`.execute(
    database,
  )
  return rows[0]
}

export async function readJobItems(database: Kysely<Database>, id: string): Promise<JobItemRow[]> {
  return database.selectFrom('job_items').selectAll().where('job_id', '=', id).orderBy('position').execute()
}

/** Marks a queued job as running; the check that it is about, or undefined when it is not queued. */
export async function beginJob(database: Kysely<Database>, id: string, now: Date): Promise<string | undefined> {
  const row = await database
    .updateTable('jobs')
    .set({ state: 'running', started_at: now })
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .returning('check_id')
    .executeTakeFirst()
  return row?.check_id ?? undefined
}

export async function setItem(
  database: Kysely<Database>,
  jobId: string,
  position: number,
  status: string,
  problem: StoredProblem | null,
): Promise<void> {
  const values = { status, problem: problem === null ? null : JSON.stringify(problem) }
  await database.updateTable('job_items').set(values).where('job_id', '=', jobId).where('position', '=', position).execute()
}

/** A job has failed when any of its items has. */
export async function endJob(database: Kysely<Database>, id: string, now: Date): Promise<void> {
  const failed = sql<SqlBool>`exists (select from job_items where job_id = jobs.id and status in ('failed', 'rolled-back', 'waiting', 'running'))`
  await sql`update jobs set state = case when ${failed} then 'failed' else 'succeeded' end, finished_at = ${now} where id = ${id}::uuid`.execute(
    database,
  )
}

/** Jobs that a stopped server was at: how far they came is not known, so they are not begun again. */
export async function failInterruptedJobs(database: Kysely<Database>, problem: StoredProblem, now: Date): Promise<void> {
  const stored = JSON.stringify(problem)
  await sql`update job_items set status = 'failed', problem = ${stored}::jsonb from jobs
    where jobs.id = job_id and jobs.state = 'running' and job_items.status in ('waiting', 'running')`.execute(database)
  await sql`update jobs set state = 'failed', problem = ${stored}::jsonb, finished_at = ${now} where state = 'running'`.execute(database)
}
