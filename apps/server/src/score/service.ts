import type { Score } from '@toride/contract/score'
import { isOriginal } from '@toride/policy/policy'
import type { SecureScore } from '@toride/policy/score'
import type { CallerContext, InputOf } from '../app/context.ts'
import { clusterScore, type NamespaceTally, percentOf, readTallies, workloadScore } from '../assessment/score-tally.ts'
import { inScope, readEnvironmentNames, readLastPoint, readPoints } from './queries.ts'
import { historyOf } from './score-history.ts'

/** The score of what the caller sees in the chosen scope. */
export async function getScore({ database, visibility, assessor }: CallerContext, query: InputOf<'getScore'>['query']): Promise<Score> {
  const tallies = await readTallies(database, inScope(visibility, query, 'resources'))
  const checksOf = Map.groupBy(assessor.catalogue.checks.filter(isOriginal), ({ control }) => control)
  const viewOf = (score: SecureScore) => ({
    current: score.current,
    max: score.max,
    percent: percentOf(score),
    controls: score.controls.map((control) => ({
      ...control,
      potentialIncreasePercent: score.max === 0 ? 0 : (control.potentialIncrease * 100) / score.max,
      recommendations: (checksOf.get(control.control) ?? []).map(({ id }) => id),
    })),
  })
  const byEnvironment = Map.groupBy(tallies, ({ environmentId }) => environmentId)
  const names = await readEnvironmentNames(database, [...byEnvironment.keys()])
  const last = await readLastPoint(database, inScope(visibility, query, 'clusters_and_points'))
  return {
    clusters: viewOf(clusterScore(tallies)),
    workloads: viewOf(workloadScore(tallies)),
    environments: names.map((environment) => {
      const own = byEnvironment.get(environment.id) ?? []
      return {
        environment,
        percent: percentOf(clusterScore(own)),
        workloadPercent: percentOf(workloadScore(own)),
        weight: new Set(own.map(({ clusterId }: NamespaceTally) => clusterId)).size,
      }
    }),
    lastChangedAt: last?.toISOString() ?? null,
  }
}

const defaultDays = 30

/** The score over the last days, from the points of all namespaces in scope. */
export async function getScoreHistory({ database, visibility, now }: CallerContext, query: InputOf<'getScoreHistory'>['query']) {
  const points = await readPoints(database, inScope(visibility, query, 'clusters_and_points'), now(), query.days ?? defaultDays)
  const items = historyOf(points, now(), query.days ?? defaultDays)
  return { items, nextCursor: null, total: items.length, facets: {} }
}
