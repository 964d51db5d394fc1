import type { Database } from '@toride/store/schema'
import { type Kysely, sql } from 'kysely'
import { isVisibleResource, type Visibility } from '../access/visibility.ts'
import type { ReferenceRow } from '../assessment/resource-reference.ts'

export type FixTarget = ReferenceRow & { key: string; file: string | null; object: Buffer }

/** The resources to fix with their objects, as far as the caller may; in the order of the ids. */
export async function readTargets(database: Kysely<Database>, visibility: Visibility, ids: readonly string[]): Promise<FixTarget[]> {
  const { rows } = await sql<FixTarget>`
    select resources.id, key, file, api_version, resources.kind, namespace, resources.name, cluster_id, clusters.name as cluster_name,
      resources.environment_id, environments.name as environment_name, object
    from resources join resource_objects on resource_id = resources.id
    join clusters on clusters.id = cluster_id join environments on environments.id = resources.environment_id
    where resources.id = any(${ids}::bigint[]) and ${isVisibleResource(visibility, 'resources')}
    order by array_position(${ids}::bigint[], resources.id)`.execute(database)
  return rows
}

/** One target of a job that runs, whoever sees it. */
export async function readTarget(database: Kysely<Database>, id: string): Promise<FixTarget | undefined> {
  const everything: Visibility = { isEverything: true, environments: [], clusters: [], namespaces: [], partialEnvironments: [] }
  return (await readTargets(database, everything, [id]))[0]
}
