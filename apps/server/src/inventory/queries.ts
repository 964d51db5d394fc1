import type { Database, StoredViolation } from '@toride/store/schema'
import { type Kysely, sql } from 'kysely'
import { isVisibleCluster, isVisibleEnvironment, isVisibleResource, type Visibility } from '../access/visibility.ts'
import type { ReferenceRow } from '../assessment/resource-reference.ts'
import type { ResourceRow } from './resources.ts'

export async function readResource(database: Kysely<Database>, visibility: Visibility, id: string) {
  const { rows } = await sql<ResourceRow & { object: Buffer | null }>`
    select resources.*, clusters.name as cluster_name, environments.name as environment_name, object
    from resources join clusters on clusters.id = cluster_id join environments on environments.id = resources.environment_id
    left join resource_objects on resource_id = resources.id
    where resources.id = ${id}::bigint and ${isVisibleResource(visibility, 'resources')}`.execute(database)
  return rows[0]
}

export type AssessmentRow = {
  check_number: number
  state: 'unhealthy' | 'notApplicable' | 'exempt' | 'unknown'
  reason: string | null
  severity: number
  effect: 'audit' | 'warn' | 'deny' | 'disabled'
  violations: readonly StoredViolation[]
  since: Date
  exemption_id: string | null
  exemption_name: string | null
  category: 'waiver' | 'mitigated' | null
  exemption_reason: string | null
  expires_at: Date | null
}

/** What is said of a resource where it is not healthy; worst first. */
export async function readAssessments(database: Kysely<Database>, resourceId: string): Promise<AssessmentRow[]> {
  const { rows } = await sql<AssessmentRow>`
    select check_number, state, assessments.reason, severity, effect, violations, since, exemption_id, exemptions.name as exemption_name,
      category, exemptions.reason as exemption_reason, expires_at
    from assessments left join exemptions on exemptions.id = exemption_id
    where resource_id = ${resourceId}::bigint
    order by array_position(array['unhealthy', 'unknown', 'exempt', 'notApplicable'], state), severity desc, check_number`.execute(database)
  return rows
}

/** Rows of resources by their keys in one cluster, as far as they are visible. */
export async function readByKeys(database: Kysely<Database>, visibility: Visibility, clusterId: string, keys: readonly string[]) {
  if (keys.length === 0) return []
  const { rows } = await sql<ReferenceRow & { key: string }>`
    select resources.id, key, api_version, resources.kind, namespace, resources.name, cluster_id, clusters.name as cluster_name,
      resources.environment_id, environments.name as environment_name
    from resources join clusters on clusters.id = cluster_id join environments on environments.id = resources.environment_id
    where cluster_id = ${clusterId}::uuid and key = any(${keys}::text[]) and ${isVisibleResource(visibility, 'resources')}
    order by resources.kind, namespace, resources.name`.execute(database)
  return rows
}

export type PodRow = { id: string; name: string; namespace: string; created_at: Date | null; object: Buffer }

/** Live pods below a resource, which may be a bare pod itself. */
export async function readPods(database: Kysely<Database>, visibility: Visibility, row: ResourceRow): Promise<PodRow[]> {
  const { rows } = await sql<PodRow>`
    select id, name, namespace, created_at, object from resources join resource_objects on resource_id = id
    where cluster_id = ${row.cluster_id}::uuid and resources.kind = '/Pod' and (top_key = ${row.key} or key = ${row.key})
      and ${isVisibleResource(visibility, 'resources')} order by name limit 500`.execute(database)
  return rows
}

export type FoundPlaces = {
  clusters: { id: string; name: string; environment_id: string; environment_name: string }[]
  environments: { id: string; name: string }[]
  namespaces: { name: string; cluster_id: string; cluster_name: string; environment_id: string; environment_name: string }[]
}

/** Environments, clusters and namespaces by a part of their name. */
export async function findPlaces(database: Kysely<Database>, visibility: Visibility, pattern: string, limit: number): Promise<FoundPlaces> {
  const clusters = await sql<FoundPlaces['clusters'][number]>`
    select clusters.id, clusters.name, environment_id, environments.name as environment_name
    from clusters join environments on environments.id = environment_id
    where clusters.name ilike ${pattern} and ${isVisibleCluster(visibility, 'environment_id', 'clusters.id')}
    order by clusters.name limit ${limit}`.execute(database)
  const environments = await sql<FoundPlaces['environments'][number]>`
    select id, name from environments where name ilike ${pattern} and ${isVisibleEnvironment(visibility, 'environments.id')}
    order by name limit ${limit}`.execute(database)
  const namespaces = await sql<FoundPlaces['namespaces'][number]>`
    select distinct namespace as name, cluster_id, clusters.name as cluster_name, resources.environment_id, environments.name as environment_name
    from resources join clusters on clusters.id = cluster_id join environments on environments.id = resources.environment_id
    where namespace ilike ${pattern} and namespace <> '' and ${isVisibleResource(visibility, 'resources')}
    order by 1 limit ${limit}`.execute(database)
  return { clusters: clusters.rows, environments: environments.rows, namespaces: namespaces.rows }
}

/** How many visible resources are unhealthy, by number of the check. */
export async function countUnhealthy(
  database: Kysely<Database>,
  visibility: Visibility,
  checkNumbers: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ check_number: number; found: number }>`
    select check_number, count(*) as found from assessments join resources on resources.id = resource_id
    where state = 'unhealthy' and check_number = any(${checkNumbers}::smallint[]) and ${isVisibleResource(visibility, 'resources')}
    group by 1`.execute(database)
  return new Map(rows.map(({ check_number, found }) => [check_number, found]))
}
