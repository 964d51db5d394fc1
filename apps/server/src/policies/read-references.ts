import type { Database } from '@toride/store/schema'
import { type Kysely, sql } from 'kysely'
import { isVisibleResource, type Visibility } from '../access/visibility.ts'
import { type ReferenceRow, referenceOfRow } from '../assessment/resource-reference.ts'

/** The references of resources by cluster and key, joined by a space; what is not written yet or not visible is left out. */
export async function readReferences(
  database: Kysely<Database>,
  visibility: Visibility,
  wanted: readonly { readonly clusterId: string; readonly key: string }[],
): Promise<ReadonlyMap<string, ReturnType<typeof referenceOfRow>>> {
  const clusterIds = wanted.map(({ clusterId }) => clusterId)
  const keys = wanted.map(({ key }) => key)
  const { rows } = await sql<ReferenceRow & { key: string }>`
    select distinct resources.id, key, api_version, resources.kind, namespace, resources.name, cluster_id, clusters.name as cluster_name,
      resources.environment_id, environments.name as environment_name
    from resources join clusters on clusters.id = cluster_id join environments on environments.id = resources.environment_id
    where (cluster_id, key) in (select * from unnest(${clusterIds}::uuid[], ${keys}::text[])) and ${isVisibleResource(visibility, 'resources')}`.execute(
    database,
  )
  return new Map(rows.map((row) => [`${row.cluster_id} ${row.key}`, referenceOfRow(row)]))
}
