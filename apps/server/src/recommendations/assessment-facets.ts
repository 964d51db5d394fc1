import type { RegisteredCheck } from '@toride/policy/check'
import type { FacetValue } from '../app/page.ts'
import type { CheckCatalogue } from '../assessment/check-catalogue.ts'
import { severityOf } from '../assessment/texts.ts'
import type { KindOfAssessment } from './queries.ts'

/** What is asked of an assessment without asking where it is. */
export type CheckFilters = {
  readonly severity?: readonly string[] | undefined
  readonly control?: readonly string[] | undefined
  readonly category?: readonly string[] | undefined
  readonly state?: readonly string[] | undefined
  readonly check?: readonly string[] | undefined
}

type CheckFacet = keyof CheckFilters

const wordOf: Readonly<Record<CheckFacet, (kind: KindOfAssessment, registered: RegisteredCheck) => string>> = {
  severity: ({ severity }) => severityOf(severity),
  control: (_, { check }) => check.control,
  category: (_, { check }) => check.category,
  state: ({ state }) => state,
  check: (_, { check }) => check.id,
}

const checkFacets = Object.keys(wordOf) as CheckFacet[]

/**
 * Facets of what assessments are, from the numbers of each kind: counting a few thousand of these once more for each facet,
 * under all filters but its own, costs nothing beside counting the assessments.
 */
export function facetsOfKinds(
  kinds: readonly KindOfAssessment[],
  catalogue: CheckCatalogue,
  filters: CheckFilters,
  names: readonly string[],
): Record<string, FacetValue[]> {
  const facets: Record<string, FacetValue[]> = {}
  for (const facet of checkFacets) {
    if (!names.includes(facet)) continue
    const counts = new Map<string, number>()
    for (const kind of kinds) {
      const registered = catalogue.byNumber(kind.check_number)
      if (registered === undefined || !passes(kind, registered, filters, facet)) continue
      const word = wordOf[facet](kind, registered)
      counts.set(word, (counts.get(word) ?? 0) + kind.found)
    }
    const values = [...counts].map(([value, count]) => ({ value, count }))
    facets[facet] = values.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
  }
  return facets
}

function passes(kind: KindOfAssessment, registered: RegisteredCheck, filters: CheckFilters, except: CheckFacet): boolean {
  return checkFacets.every((name) => {
    const chosen = filters[name]
    return name === except || !chosen?.length || chosen.includes(wordOf[name](kind, registered))
  })
}
