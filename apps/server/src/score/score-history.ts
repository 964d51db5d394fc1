import type { SecurityControl } from '@toride/core/security-control'
import { clusterScore, percentOf, workloadScore, workloadTally } from '../assessment/score-tally.ts'
import type { PointRow } from './queries.ts'

export type HistoryPoint = { at: string; percent: number | null; workloadPercent: number | null; healthy: number; unhealthy: number }

const dayMs = 24 * 3_600_000
/** More points of the last day than this would lie on each other. */
const mostRecent = 100

/**
 * The score at the end of each day, and at each change of the last day. A namespace counts with its last point until it
 * has another; points come oldest first.
 */
export function historyOf(points: readonly PointRow[], now: Date, days: number): HistoryPoint[] {
  const start = now.getTime() - days * dayMs
  const recent = points.flatMap(({ at }) => (at.getTime() > now.getTime() - dayMs ? [at.getTime()] : []))
  const moments = [...Array.from({ length: days }, (_, index) => start + (index + 1) * dayMs), ...thinned([...new Set(recent)])].toSorted(
    (a, b) => a - b,
  )
  const current = new Map<string, { clusterId: string; controls: ReadonlyMap<SecurityControl, readonly [number, number]> }>()
  const history: HistoryPoint[] = []
  let next = 0
  for (const moment of new Set(moments)) {
    for (let point = points[next]; point !== undefined && point.at.getTime() <= moment; point = points[next]) {
      const controls = new Map(Object.entries(point.controls)) as ReadonlyMap<SecurityControl, readonly [number, number]>
      current.set(`${point.cluster_id}/${point.namespace}`, { clusterId: point.cluster_id, controls })
      next += 1
    }
    if (current.size === 0) continue
    const tallies = [...current.values()]
    const sums = [...workloadTally(tallies).values()]
    history.push({
      at: new Date(moment).toISOString(),
      percent: percentOf(clusterScore(tallies)),
      workloadPercent: percentOf(workloadScore(tallies)),
      healthy: sums.reduce((sum, { healthy }) => sum + healthy, 0),
      unhealthy: sums.reduce((sum, { unhealthy }) => sum + unhealthy, 0),
    })
  }
  return history
}

function thinned(moments: readonly number[]): number[] {
  const step = Math.ceil(moments.length / mostRecent)
  return step <= 1 ? [...moments] : moments.filter((_, index) => (moments.length - 1 - index) % step === 0)
}
