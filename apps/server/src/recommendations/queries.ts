import type { Database, StoredViolation } from '@toride/store/schema'
import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely'
import { isVisibleResource, type Visibility } from '../access/visibility.ts'
import { type FacetExpression, type FacetValue, isOneOf } from '../app/page.ts'
import type { ReferenceRow } from '../assessment/resource-reference.ts'

export type PlaceFilter = {
  readonly environment?: readonly string[] | undefined
  readonly cluster?: readonly string[] | undefined
  readonly namespace?: readonly string[] | undefined
  readonly kind?: readonly string[] | undefined
}

export type PlaceFacet = keyof PlaceFilter

/** Resources that the caller sees in the chosen places; `except` leaves one of the filters out. */
export function inPlace(visibility: Visibility, filter: PlaceFilter, except?: PlaceFacet): RawBuilder<SqlBool> {
  const filters: Record<PlaceFacet, RawBuilder<SqlBool> | undefined> = {
    environment: isOneOf(sql.ref('resources.environment_id'), filter.environment, 'uuid'),
    cluster: isOneOf(sql.ref('resources.cluster_id'), filter.cluster, 'uuid'),
    namespace: isOneOf(sql.ref('resources.namespace'), filter.namespace),
    kind: isOneOf(sql.ref('resources.kind'), filter.kind),
  }
  const set = Object.entries(filters).flatMap(([name, condition]) => (condition === undefined || name === except ? [] : [condition]))
  return sql<SqlBool>`(${sql.join([isVisibleResource(visibility, 'resources'), ...set], sql` and `)})`
}

/** What the assessments of one check in one state come to. */
export type StateRow = {
  check_number: number
  state: 'healthy' | 'unhealthy' | 'notApplicable' | 'exempt' | 'unknown'
  found: number
  pods: number
  /** Rank of the highest severity; 0 for healthy ones, where none is kept. */
  severity: number
  since: Date | null
  fixable: boolean
  unconfigured: boolean
  denied: boolean
}

/**
 * Counts assessments by check and state; of one check, or of all. Workloads mostly share their list of healthy checks
 * with others, so that whole lists are counted before they are taken apart.
 */
export async function readStates(database: Kysely<Database>, where: RawBuilder<SqlBool>, only?: number): Promise<StateRow[]> {
  const isAsked = only === undefined ? sql`true` : sql`check_number = ${only}`
  const holdsAsked = only === undefined ? sql`true` : sql`healthy_checks @> array[${only}::smallint]`
  const { rows } = await sql<StateRow>`
    select check_number, state, count(*) as found, sum(resources.pods)::integer as pods, max(severity) as severity, max(since) as since,
      bool_or(has_fix and state = 'unhealthy') as fixable, bool_or(needs_parameter and state = 'unhealthy') as unconfigured,
      bool_or(effect = 'deny') as denied
    from assessments join resources on resources.id = resource_id where ${isAsked} and ${where} group by 1, 2
    union all
    select check_number, 'healthy', sum(found)::bigint, sum(pods)::integer, 0, null, false, false, false
    from (
      select healthy_checks, count(*) as found, sum(pods) as pods from resources where ${holdsAsked} and ${where} group by 1
    ) as lists, unnest(healthy_checks) as check_number
    where ${isAsked} group by 1`.execute(database)
  return rows
}

const facetColumns: Readonly<Record<PlaceFacet, FacetExpression>> = {
  environment: { value: sql.ref('environments.id'), label: sql.ref('environments.name') },
  cluster: { value: sql.ref('clusters.id'), label: sql.ref('clusters.name') },
  namespace: { value: sql.ref('resources.namespace') },
  kind: { value: sql.ref('resources.kind') },
}

const placed = sql`resources join clusters on clusters.id = resources.cluster_id
  join environments on environments.id = resources.environment_id`

/** Counts for each value of a place how many of the checks have a resource in one of the states there. */
export async function readPlaceFacet(
  database: Kysely<Database>,
  facet: PlaceFacet,
  where: RawBuilder<SqlBool>,
  checkNumbers: readonly number[],
  states: readonly StateRow['state'][],
): Promise<FacetValue[]> {
  const { value, label } = facetColumns[facet]
  const columns = sql`${value}::text as value, ${label ?? sql`null::text`} as label`
  const isAsked = sql`check_number = any(${checkNumbers}::smallint[])`
  const { rows } = await sql<{ value: string; label: string | null; count: number }>`
    select value, label, count(*) as count from (
      select ${columns}, check_number from ${placed} join assessments on resource_id = resources.id
      where ${where} and ${isAsked} and state = any(${states}::text[])
      union
      select value, label, check_number
      from (select distinct ${columns}, healthy_checks from ${placed} where ${states.includes('healthy')} and ${where}) as lists,
        unnest(healthy_checks) as check_number
      where ${isAsked}
    ) as found group by 1, 2 order by 3 desc, 1 limit 200`.execute(database)
  return rows.map(({ value: found, label: name, count }) => ({ value: found, count, ...(name !== null && { label: name }) }))
}

/**
 * How many workloads' points of a control each check holds back, by its number. A workload gives its points only when it
 * complies with the whole control: of several checks that it fails there, each holds back its part.
 */
export async function readShares(
  database: Kysely<Database>,
  where: RawBuilder<SqlBool>,
  counted: readonly { readonly number: number; readonly control: string }[],
): Promise<ReadonlyMap<number, number>> {
  const numbers = counted.map(({ number }) => number)
  const controls = counted.map(({ control }) => control)
  const { rows } = await sql<{ check_number: number; share: number }>`
    select check_number, sum(share)::float8 as share from (
      select check_number, 1.0 / count(*) over (partition by resource_id, control) as share
      from assessments join unnest(${numbers}::smallint[], ${controls}::text[]) as counting (number, control) on number = check_number
      join resources on resources.id = resource_id where state = 'unhealthy' and ${where}
    ) as shares group by 1`.execute(database)
  return new Map(rows.map(({ check_number, share }) => [check_number, share]))
}

export type AffectedRow = ReferenceRow & {
  check_number: number
  state: StateRow['state']
  reason: string | null
  severity: number
  violations: readonly StoredViolation[]
  since: Date | null
  exemption_id: string | null
  exemption_name: string | null
  category: 'waiver' | 'mitigated' | null
  exemption_reason: string | null
  expires_at: Date | null
  pods: number
  managed_by: string | null
}

/** Columns of an `AffectedRow`, of assessments called `found` with `affectedJoins`. */
export const affectedColumns = sql`resources.id, resources.api_version, resources.kind, resources.namespace, resources.name,
  resources.cluster_id, clusters.name as cluster_name, resources.environment_id, environments.name as environment_name,
  resources.pods, resources.managed_by, found.check_number, found.state, found.reason, found.severity, found.violations, found.since,
  found.exemption_id, exemptions.name as exemption_name, exemptions.category, exemptions.reason as exemption_reason, exemptions.expires_at`

/** Left joins, although there is always a row: those that a count or a filter does not need are then left out. */
export const affectedJoins = sql`left join resources on resources.id = found.resource_id
  left join clusters on clusters.id = resources.cluster_id left join environments on environments.id = resources.environment_id
  left join exemptions on exemptions.id = found.exemption_id`

/** One number for an assessment; the index `assessments_worst` holds it. */
export const assessmentNumber = sql`(found.resource_id * 32768 + found.check_number)`

/** How many assessments there are of a check, a severity and a state. */
export type KindOfAssessment = { check_number: number; severity: number; state: StateRow['state']; found: number }

export async function countKinds(database: Kysely<Database>, where: RawBuilder<SqlBool>): Promise<KindOfAssessment[]> {
  const { rows } = await sql<KindOfAssessment>`
    select check_number, severity, state, count(*) as found from assessments as found
    left join resources on resources.id = found.resource_id where ${where} group by 1, 2, 3`.execute(database)
  return rows
}

/** Every assessment of one check as `found`, the healthy ones as well, of which resources hold no more than the number. */
export function assessedBy(checkNumber: number): RawBuilder<unknown> {
  return sql`(
    select resource_id, check_number, state, reason, severity, violations, exemption_id, since from assessments
    where check_number = ${checkNumber}
    union all
    select id, ${checkNumber}::smallint, 'healthy', null, 0::smallint, '[]'::jsonb, null::uuid, null::timestamptz from resources
    where healthy_checks @> array[${checkNumber}::smallint]
  ) as found`
}
