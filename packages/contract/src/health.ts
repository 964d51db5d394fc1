import { z } from 'zod'
import { route } from './route.ts'
import { named, problemBrief, timestamp } from './values.ts'

export const healthStatus = z.enum(['ok', 'degraded', 'failed'])

/** One thing that the installation depends on. `cluster` is set for what watches a cluster. */
export const healthCheck = z.object({
  component: z.enum(['database', 'source', 'jobs']),
  status: healthStatus,
  since: timestamp.nullable(),
  lastSuccessAt: timestamp.nullable(),
  cluster: named.nullable(),
  problem: problemBrief.nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
})

export const health = z
  .object({
    status: healthStatus,
    version: z.string(),
    startedAt: timestamp,
    checks: z.array(healthCheck),
  })
  .meta({ id: 'Health' })

export type Health = z.output<typeof health>

export const healthRoutes = {
  getHealth: route({
    tag: 'Health',
    summary: 'Whether the watch itself is well: database, sources, jobs',
    access: { permission: 'health:read', at: 'anywhere' },
    status: 200,
    response: health,
  }),
}
