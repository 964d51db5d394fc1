import { sql } from 'kysely'
import type { Handlers } from '../app/context.ts'
import { isOneOf, readPage } from '../app/page.ts'
import { RequestProblem } from '../app/request-problem.ts'
import { jobOf } from '../jobs/describe-job.ts'
import { type JobRow, readJob, visibleJobs } from '../jobs/job-tables.ts'

export const jobHandlers: Handlers<'listJobs' | 'getJob'> = {
  listJobs: async ({ database, visibility }, { query }) => {
    const page = await readPage<JobRow>(
      database,
      {
        select: sql`jobs.*, visible.items`,
        from: visibleJobs(visibility),
        where: sql`true`,
        filters: {
          state: isOneOf(sql`state`, query.state),
          kind: isOneOf(sql`kind`, query.kind),
          environment: hasItem('environment_id', query.environment),
          cluster: hasItem('cluster_id', query.cluster),
          namespace: hasItem('namespace', query.namespace),
        },
        facets: { state: { value: sql`state` }, kind: { value: sql`kind` } },
        sorts: { createdAt: { sql: sql`created_at`, type: 'timestamptz' }, state: { sql: sql`state`, type: 'text' } },
        defaultSort: '-createdAt',
        id: { sql: sql`jobs.id`, type: 'uuid' },
      },
      query,
    )
    return { ...page, items: page.items.map(jobOf) }
  },
  getJob: async ({ database, visibility }, { params }) => {
    const row = await readJob(database, visibility, params.job)
    if (row === undefined) throw new RequestProblem('not-found')
    return jobOf(row)
  },
}

/** Jobs that have a visible item in one of the places. */
function hasItem(field: string, values: readonly string[] | undefined) {
  return values?.length
    ? sql<boolean>`exists (select from jsonb_array_elements(visible.items) as item where item ->> ${field} = any(${values}::text[]))`
    : undefined
}
