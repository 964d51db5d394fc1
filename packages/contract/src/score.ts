import { z } from 'zod'
import { page } from './page.ts'
import { route } from './route.ts'
import { checkId, control, count, named, scopeFilter, timestamp } from './values.ts'

/** One security control of the score. Current, maximum and increase are points. */
export const controlScore = z.object({
  control,
  max: z.number().min(0),
  current: z.number().min(0),
  /** Points to gain when every unhealthy unit becomes healthy. */
  potentialIncrease: z.number().min(0),
  /** The same as percentage points of the whole score. */
  potentialIncreasePercent: z.number().min(0),
  healthy: count,
  unhealthy: count,
  recommendations: z.array(checkId),
})

/** Controls without anything assessed are in neither sum; `percent` is null when there are none at all. */
export const scoreView = z
  .object({
    current: z.number().min(0),
    max: z.number().min(0),
    percent: z.number().min(0).max(100).nullable(),
    controls: z.array(controlScore),
  })
  .meta({ id: 'ScoreView' })

export const score = z
  .object({
    /** The assessed unit is the cluster: one unhealthy workload makes its cluster unhealthy in that control. */
    clusters: scoreView,
    /** The assessed unit is the workload. */
    workloads: scoreView,
    environments: z.array(
      z.object({ environment: named, percent: z.number().nullable(), workloadPercent: z.number().nullable(), weight: count }),
    ),
    lastChangedAt: timestamp.nullable(),
  })
  .meta({ id: 'Score' })

export type Score = z.output<typeof score>

export const scorePoint = z
  .object({
    at: timestamp,
    percent: z.number().nullable(),
    workloadPercent: z.number().nullable(),
    healthy: count,
    unhealthy: count,
  })
  .meta({ id: 'ScorePoint' })

const tag = 'Secure score'
const access = { permission: 'recommendation:read', at: 'anywhere' } as const

export const scoreRoutes = {
  getScore: route({
    tag,
    summary: 'Secure score with its controls, for any scope',
    access,
    query: z.object({ ...scopeFilter }),
    status: 200,
    response: score,
  }),
  getScoreHistory: route({
    tag,
    summary: 'The score over time; one point a day, and one for each change of the last day',
    access,
    query: z.object({ ...scopeFilter, days: z.coerce.number().int().min(1).max(366).optional() }),
    status: 200,
    response: page(scorePoint),
    csv: true,
  }),
}
