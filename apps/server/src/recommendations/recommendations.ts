import type { Recommendation } from '@toride/contract/recommendations'
import { compareSeverity } from '@toride/core/severity'
import type { RegisteredCheck } from '@toride/policy/check'
import { isOriginal } from '@toride/policy/policy'
import { secureScore } from '@toride/policy/score'
import type { Database } from '@toride/store/schema'
import type { Kysely } from 'kysely'
import type { CallerContext, InputOf } from '../app/context.ts'
import { facetsOfItems, pageOfItems } from '../app/page.ts'
import type { CheckCatalogue } from '../assessment/check-catalogue.ts'
import { readTallies, workloadTally } from '../assessment/score-tally.ts'
import { severityOf, standardsOf, titleOf } from '../assessment/texts.ts'
import { inPlace, readPlaceFacet, readShares, readStates, type StateRow } from './queries.ts'

type Query = InputOf<'listRecommendations'>['query']
type Filters = Readonly<Record<string, ((item: Recommendation) => boolean) | undefined>>

const states = ['healthy', 'unhealthy', 'notApplicable', 'exempt', 'unknown'] as const
const placeFacets = ['environment', 'cluster', 'namespace', 'kind'] as const

/** Every check that says something of a resource in scope, with what it says in sum. */
export async function listRecommendations({ database, visibility, assessor }: CallerContext, query: Query) {
  const { catalogue } = assessor
  const where = inPlace(visibility, query)
  const items = await describeRecommendations(database, catalogue, where)
  const filters = filtersOf(query)
  const shown = items.filter((item) => Object.values(filters).every((holds) => holds === undefined || holds(item)))
  const locale = query.locale ?? 'en'
  const page = pageOfItems(
    shown,
    {
      // The most severe first, and of these the one with most to mend.
      severity: ({ severity, counts }) => (4 - compareSeverity(severity, 'high')) * 1_000_000_000 + counts.unhealthy,
      title: ({ title }) => title[locale],
      unhealthy: ({ counts }) => counts.unhealthy,
      affectedPods: ({ affectedPods }) => affectedPods,
      potentialScoreIncrease: ({ potentialScoreIncrease }) => potentialScoreIncrease,
      lastChangedAt: ({ lastChangedAt }) => lastChangedAt ?? '',
    },
    ({ check }) => check,
    query,
    '-severity',
  )
  const asked = query.facets ?? []
  const facets = facetsOfItems(
    items,
    filters,
    {
      severity: ({ severity }) => [{ value: severity }],
      control: ({ control }) => [{ value: control }],
      category: ({ category }) => [{ value: category }],
      state: ({ counts }) => states.filter((state) => counts[state] > 0).map((value) => ({ value })),
      insight: ({ insights }) => insights.map((value) => ({ value })),
      standard: ({ standards }) => standards.map((value) => ({ value })),
    },
    asked.filter((name) => !(placeFacets as readonly string[]).includes(name)),
  )
  const places = await Promise.all(
    placeFacets
      .filter((facet) => asked.includes(facet))
      .map(async (facet) => {
        const elsewhere = inPlace(visibility, query, facet)
        // Other places have other checks, so what is there is asked again without the place that is counted.
        const there = query[facet]?.length ? await describeRecommendations(database, catalogue, elsewhere) : items
        const candidates = there.filter((item) =>
          Object.entries(filters).every(([name, holds]) => name === 'state' || holds === undefined || holds(item)),
        )
        const numbers = candidates.map(({ check }) => catalogue.numberOf(check))
        return [facet, await readPlaceFacet(database, facet, elsewhere, numbers, query.state?.length ? query.state : states)] as const
      }),
  )
  return { ...page, facets: { ...facets, ...Object.fromEntries(places) } }
}

function filtersOf(query: Query): Filters {
  const { severity, control, category, state, insight, standard } = query
  const q = query.q?.trim().toLowerCase()
  return {
    severity: severity?.length ? (item) => severity.includes(item.severity) : undefined,
    control: control?.length ? (item) => control.includes(item.control) : undefined,
    category: category?.length ? (item) => category.includes(item.category) : undefined,
    state: state?.length ? (item) => state.some((each) => item.counts[each] > 0) : undefined,
    insight: insight?.length ? (item) => insight.some((each) => item.insights.includes(each)) : undefined,
    standard: standard?.length ? (item) => standard.some((each) => item.standards.includes(each)) : undefined,
    q: q ? (item) => [item.check, item.title.en, item.title.ja].some((text) => text.toLowerCase().includes(q)) : undefined,
  }
}

/** Recommendations over the resources that the condition holds for; of one check, or of all. */
export async function describeRecommendations(
  database: Kysely<Database>,
  catalogue: CheckCatalogue,
  where: ReturnType<typeof inPlace>,
  only?: RegisteredCheck,
): Promise<Recommendation[]> {
  const [rows, increases] = await Promise.all([
    readStates(database, where, only && catalogue.numberOf(only.check.id)),
    potentialIncreases(database, catalogue, where),
  ])
  const byCheck = Map.groupBy(rows, ({ check_number }) => check_number)
  return [...byCheck].flatMap(([number, ofCheck]) => {
    const registered = catalogue.byNumber(number)
    return registered === undefined ? [] : [recommendationOf(registered, ofCheck, increases.get(number) ?? 0)]
  })
}

export function recommendationOf(registered: RegisteredCheck, rows: readonly StateRow[], potentialScoreIncrease: number): Recommendation {
  const { check } = registered
  const countOf = (state: StateRow['state']) => rows.find((row) => row.state === state)?.found ?? 0
  const rank = Math.max(...rows.map(({ severity }) => severity), 0)
  const times = rows.flatMap(({ since }) => (since === null ? [] : [since.getTime()]))
  return {
    check: check.id,
    title: titleOf(registered),
    severity: rank === 0 ? check.severity : severityOf(rank),
    control: check.control,
    category: check.category,
    counts: {
      healthy: countOf('healthy'),
      unhealthy: countOf('unhealthy'),
      notApplicable: countOf('notApplicable'),
      exempt: countOf('exempt'),
      unknown: countOf('unknown'),
    },
    affectedPods: rows.find(({ state }) => state === 'unhealthy')?.pods ?? 0,
    potentialScoreIncrease,
    countsInScore: isOriginal(check),
    insights: [
      ...(rows.some(({ fixable }) => fixable) ? (['fix'] as const) : []),
      ...(rows.some(({ unconfigured }) => unconfigured) ? (['requiresConfiguration'] as const) : []),
      ...(rows.some(({ denied }) => denied) ? (['deny'] as const) : []),
    ],
    standards: standardsOf(registered),
    lastChangedAt: times.length === 0 ? null : new Date(Math.max(...times)).toISOString(),
  }
}

/** Percentage points of the score per workload that each check holds back, by its number. */
async function potentialIncreases(
  database: Kysely<Database>,
  catalogue: CheckCatalogue,
  where: ReturnType<typeof inPlace>,
): Promise<ReadonlyMap<number, number>> {
  const counted = catalogue.checks.filter(isOriginal).map(({ id, control }) => ({ number: catalogue.numberOf(id), control }))
  const [tallies, shares] = await Promise.all([readTallies(database, where), readShares(database, where, counted)])
  const tally = workloadTally(tallies)
  const { max } = secureScore(tally)
  const scores = new Map(secureScore(tally).controls.map((score) => [score.control, score]))
  return new Map(
    counted.map(({ number, control }) => {
      const score = scores.get(control)
      const perResource = score === undefined ? 0 : score.max / (score.healthy + score.unhealthy)
      return [number, max === 0 ? 0 : ((shares.get(number) ?? 0) * perResource * 100) / max]
    }),
  )
}
