import type { Database } from '@toride/store/schema'
import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely'
import { isVisibleResource, type Visibility } from '../access/visibility.ts'
import { isOneOf } from '../app/page.ts'

export type ScopeFilter = {
  readonly environment?: readonly string[] | undefined
  readonly cluster?: readonly string[] | undefined
  readonly namespace?: readonly string[] | undefined
}

/** Rows of a table with environment_id, cluster_id and namespace that the caller sees in the chosen scope. */
export function inScope(visibility: Visibility, filter: ScopeFilter, table: string): RawBuilder<SqlBool> {
  const conditions = [
    isVisibleResource(visibility, table),
    isOneOf(sql.ref(`${table}.environment_id`), filter.environment, 'uuid'),
    isOneOf(sql.ref(`${table}.cluster_id`), filter.cluster, 'uuid'),
    isOneOf(sql.ref(`${table}.namespace`), filter.namespace),
  ]
  return sql<SqlBool>`${sql.join(
    conditions.filter((condition) => condition !== undefined),
    sql` and `,
  )}`
}

const pointsWithPlace = sql`(
  select environment_id, cluster_id, namespace, at, controls from score_points join clusters on clusters.id = cluster_id
) as clusters_and_points`

export type PointRow = { cluster_id: string; namespace: string; at: Date; controls: Record<string, [number, number]> }

/** Points of the last days, and for each namespace the last one before, which still holds when they begin. */
export async function readPoints(database: Kysely<Database>, where: RawBuilder<SqlBool>, now: Date, days: number): Promise<PointRow[]> {
  const start = sql`(${now}::timestamptz - make_interval(days => ${days}))`
  const { rows } = await sql<PointRow>`
    select cluster_id, namespace, at, controls from ${pointsWithPlace} where ${where} and at >= ${start}
    union all
    (select distinct on (cluster_id, namespace) cluster_id, namespace, at, controls from ${pointsWithPlace}
      where ${where} and at < ${start} order by cluster_id, namespace, at desc)
    order by at`.execute(database)
  return rows
}

export async function readLastPoint(database: Kysely<Database>, where: RawBuilder<SqlBool>): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`select max(at) as at from ${pointsWithPlace} where ${where}`.execute(database)
  return rows[0]?.at ?? undefined
}

export async function readEnvironmentNames(database: Kysely<Database>, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from environments where id = any(${ids}::uuid[]) order by name`.execute(database)
  return rows
}
