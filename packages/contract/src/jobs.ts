import { z } from 'zod'
import { resourceReference } from './inventory.ts'
import { page, pageQuery } from './page.ts'
import { route } from './route.ts'
import { checkId, count, id, problemBrief, scopeFilter, several, timestamp } from './values.ts'

export const jobKind = z.enum(['apply-fix'])
export const jobState = z.enum(['queued', 'running', 'succeeded', 'failed'])

/** What became of one resource in a job. */
export const jobItem = z.object({
  resource: resourceReference,
  status: z.enum(['waiting', 'running', 'applied', 'rolled-back', 'failed', 'skipped']),
  problem: problemBrief.nullable(),
})

export const job = z
  .object({
    id,
    kind: jobKind,
    state: jobState,
    check: checkId.nullable(),
    progress: z.object({ done: count, total: count }),
    items: z.array(jobItem),
    problem: problemBrief.nullable(),
    createdBy: z.string(),
    createdAt: timestamp,
    startedAt: timestamp.nullable(),
    finishedAt: timestamp.nullable(),
  })
  .meta({ id: 'Job' })

export type Job = z.output<typeof job>

const tag = 'Jobs'
const access = { permission: 'job:read', at: 'anywhere' } as const

export const jobRoutes = {
  listJobs: route({
    tag,
    summary: 'Jobs with their results',
    access,
    query: z.object({
      ...pageQuery(['createdAt', 'state'], ['state', 'kind']),
      ...scopeFilter,
      state: several(jobState),
      kind: several(jobKind),
    }),
    status: 200,
    response: page(job),
    csv: true,
  }),
  getJob: route({ tag, summary: 'One job', access, params: z.object({ job: id }), status: 200, response: job }),
}
