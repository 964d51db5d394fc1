import type { Database, StoredFileProblem, StoredProblem } from '@toride/store/schema'
import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely'
import { isVisibleCluster, isVisibleEnvironment, isVisibleResource, isWholeCluster, type Visibility } from '../access/visibility.ts'

export type EnvironmentRow = {
  id: string
  name: string
  group_id: string | null
  group_name: string | null
  demo: boolean
  profile: 'toride' | 'defender'
  created_at: Date
}

export async function readEnvironments(database: Kysely<Database>, visibility: Visibility, id?: string): Promise<EnvironmentRow[]> {
  const { rows } = await sql<EnvironmentRow>`
    select environments.id, environments.name, group_id, environment_groups.name as group_name, demo, profile, created_at
    from environments left join environment_groups on environment_groups.id = group_id
    where ${isVisibleEnvironment(visibility, 'environments.id')} and ${id === undefined ? sql`true` : sql`environments.id = ${id}::uuid`}
    order by environments.name`.execute(database)
  return rows
}

export type ClusterRow = {
  id: string
  name: string
  kind: 'kubernetes' | 'manifests'
  address: string
  context: string | null
  user_name: string | null
  status: string
  status_since: Date
  problem: StoredProblem | null
  problems: readonly StoredFileProblem[]
  version: string | null
  writable: boolean | null
  last_synced_at: Date | null
  created_at: Date
  environment_id: string
  environment_name: string
  demo: boolean
  is_whole: boolean
  resources: number
  unhealthy_resources: number
}

/** Clusters of which a part is visible, with what is visible counted; of these, those that the condition holds for. */
export async function readClusters(database: Kysely<Database>, visibility: Visibility, where?: RawBuilder<SqlBool>): Promise<ClusterRow[]> {
  const { rows } = await sql<ClusterRow>`
    select clusters.id, clusters.name, clusters.kind, address, context, user_name, status, status_since, problem, problems, version, writable,
      last_synced_at, clusters.created_at, environment_id, environments.name as environment_name, demo,
      ${isWholeCluster(visibility, 'environment_id', 'clusters.id')} as is_whole,
      coalesce(counted.resources, 0) as resources, coalesce(counted.unhealthy, 0) as unhealthy_resources
    from clusters join environments on environments.id = environment_id
    left join (
      select cluster_id, count(*) filter (where top_key is null) as resources, count(*) filter (where health = 'unhealthy') as unhealthy
      from resources where ${isVisibleResource(visibility, 'resources')} group by cluster_id
    ) as counted on counted.cluster_id = clusters.id
    where ${isVisibleCluster(visibility, 'environment_id', 'clusters.id')} and ${where ?? sql`true`}
    order by clusters.name, clusters.id`.execute(database)
  return rows
}

export type KindRow = {
  api_group: string
  version: string
  resource: string
  kind: string
  status: string
  since: Date
  last_event_at: Date | null
  objects: number
  problem: StoredProblem | null
}

export async function readKinds(database: Kysely<Database>, clusterId: string): Promise<KindRow[]> {
  const { rows } = await sql<KindRow>`
    select api_group, version, resource, cluster_kinds.kind, status, since, last_event_at, coalesce(counted.objects, 0) as objects, problem
    from cluster_kinds left join (
      select kind, count(*) as objects from resources where cluster_id = ${clusterId}::uuid group by kind
    ) as counted on counted.kind = api_group || '/' || cluster_kinds.kind
    where cluster_id = ${clusterId}::uuid and status <> 'removed' order by resource, api_group`.execute(database)
  return rows
}

export type ClusterCounts = {
  nodes: number
  namespaces: number
  workloads: number
  pods: number
  services: number
  ingresses: number
  high: number
  medium: number
  low: number
  informational: number
  checks_high: number
  checks_medium: number
  checks_low: number
  checks_informational: number
}

export async function readCounts(database: Kysely<Database>, visibility: Visibility, clusterId: string): Promise<ClusterCounts> {
  const visible = sql`cluster_id = ${clusterId}::uuid and ${isVisibleResource(visibility, 'resources')}`
  const { rows } = await sql<ClusterCounts>`
    with visible as (select * from resources where ${visible}),
    found as (select check_number, max(severity) as severity from assessments join visible on id = resource_id where state = 'unhealthy' group by 1)
    select count(*) filter (where kind = '/Node') as nodes,
      count(distinct namespace) filter (where namespace <> '') as namespaces,
      count(*) filter (where top_key is null and (images <> '{}' or kind in ('apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'batch/CronJob', 'batch/Job'))) as workloads,
      count(*) filter (where kind = '/Pod') as pods,
      count(*) filter (where kind = '/Service') as services,
      count(*) filter (where kind = 'networking.k8s.io/Ingress') as ingresses,
      count(*) filter (where severity_rank = 4) as high, count(*) filter (where severity_rank = 3) as medium,
      count(*) filter (where severity_rank = 2) as low, count(*) filter (where severity_rank = 1) as informational,
      (select count(*) from found where severity = 4) as checks_high, (select count(*) from found where severity = 3) as checks_medium,
      (select count(*) from found where severity = 2) as checks_low, (select count(*) from found where severity = 1) as checks_informational
    from visible`.execute(database)
  return rows[0] as ClusterCounts
}

export type StoredObject = { id: string; namespace: string; object: Buffer }

/** Packed objects of one kind of a cluster, as far as they are visible. */
export async function readObjectsOfKind(
  database: Kysely<Database>,
  visibility: Visibility,
  clusterId: string,
  kind: string,
  limit: number,
): Promise<StoredObject[]> {
  const { rows } = await sql<StoredObject>`
    select id, namespace, object from resources join resource_objects on resource_id = id
    where cluster_id = ${clusterId}::uuid and kind = ${kind} and ${isVisibleResource(visibility, 'resources')} order by name limit ${limit}`.execute(
    database,
  )
  return rows
}

export type ImageRow = { image: string; namespaces: string[]; pods: number }

/** Images with the namespaces and the number of live pods that run them. */
export async function readImages(database: Kysely<Database>, visibility: Visibility, clusterId: string): Promise<ImageRow[]> {
  const { rows } = await sql<ImageRow>`
    select image, array_agg(distinct namespace) as namespaces, sum(pods)::integer as pods
    from resources, unnest(images) as image
    where cluster_id = ${clusterId}::uuid and top_key is null and ${isVisibleResource(visibility, 'resources')}
    group by image order by image limit 5000`.execute(database)
  return rows
}

/** Takes ids that are gone out of the scopes of policies and exemptions; what would then hold everywhere is deleted instead. */
export async function dropFromScopes(
  database: Kysely<Database>,
  environments: readonly string[],
  clusters: readonly string[],
): Promise<void> {
  await dropIds(database, 'policies', sql`document #> '{spec,scope}'`, ['spec', 'scope'], environments, clusters)
  await dropIds(database, 'exemptions', sql`scope`, [], environments, clusters)
}

async function dropIds(
  database: Kysely<Database>,
  table: 'policies' | 'exemptions',
  scope: RawBuilder<unknown>,
  path: readonly string[],
  environments: readonly string[],
  clusters: readonly string[],
): Promise<void> {
  const column = sql.ref(table === 'policies' ? 'document' : 'scope')
  for (const [field, ids] of [
    ['environments', environments],
    ['clusters', clusters],
  ] as const) {
    if (ids.length === 0) continue
    const list = sql`(${scope} -> ${sql.lit(field)})`
    await sql`delete from ${sql.table(table)} where jsonb_array_length(${list}) > 0
      and not exists (select from jsonb_array_elements_text(${list}) as listed(name) where listed.name <> all(${ids}::text[]))`.execute(
      database,
    )
    await sql`update ${sql.table(table)} set ${column} = jsonb_set(${column}, ${[...path, field]}::text[],
        (select coalesce(jsonb_agg(listed.name), '[]') from jsonb_array_elements_text(${list}) as listed(name)
          where listed.name <> all(${ids}::text[])))
      where ${list} ?| ${ids}::text[]`.execute(database)
  }
}
