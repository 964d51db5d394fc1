import type { Scope } from '@toride/core/access'
import { type RawBuilder, type SqlBool, sql } from 'kysely'

/**
 * What a caller may see, as the database asks it. Every query over things in clusters holds one of the conditions of
 * this file; nothing else decides what is visible.
 */
export type Visibility = {
  readonly isEverything: boolean
  /** Environments that are visible as a whole. */
  readonly environments: readonly string[]
  /** Clusters that are visible as a whole, besides those. */
  readonly clusters: readonly string[]
  /** Single namespaces, besides those. */
  readonly namespaces: readonly { readonly environment: string; readonly cluster: string; readonly namespace: string }[]
  /** Environments of which only a part is visible. */
  readonly partialEnvironments: readonly string[]
}

export function visibilityOf(scopes: readonly Scope[]): Visibility {
  return {
    isEverything: scopes.some(({ level }) => level === 'tenant'),
    environments: scopes.flatMap((scope) => (scope.level === 'environment' ? [scope.environment] : [])),
    clusters: scopes.flatMap((scope) => (scope.level === 'cluster' ? [scope.cluster] : [])),
    namespaces: scopes.flatMap((scope) => (scope.level === 'namespace' ? [scope] : [])),
    partialEnvironments: scopes.flatMap((scope) => (scope.level === 'cluster' || scope.level === 'namespace' ? [scope.environment] : [])),
  }
}

const always = sql<SqlBool>`true`

/** Rows that belong to a namespace of a cluster, with the empty text for none: `table` has environment_id, cluster_id, namespace. */
export function isVisibleResource(visibility: Visibility, table: string): RawBuilder<SqlBool> {
  if (visibility.isEverything) return always
  const { environments, clusters, namespaces } = visibility
  const at = (column: string) => sql.ref(`${table}.${column}`)
  // One condition for each cluster, each of which an index answers; pairs in a list would have every row looked at.
  const parts = [...Map.groupBy(namespaces, ({ cluster }) => cluster)].map(
    ([cluster, scopes]) =>
      sql`${at('cluster_id')} = ${cluster}::uuid and ${at('namespace')} = any(${scopes.map(({ namespace }) => namespace)}::text[])`,
  )
  if (environments.length > 0) parts.push(sql`${at('environment_id')} = any(${environments}::uuid[])`)
  if (clusters.length > 0) parts.push(sql`${at('cluster_id')} = any(${clusters}::uuid[])`)
  return parts.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`(${sql.join(parts, sql` or `)})`
}

/** Clusters of which at least a part is visible: the columns hold the ids of a cluster and of its environment. */
export function isVisibleCluster(visibility: Visibility, environmentColumn: string, clusterColumn: string): RawBuilder<SqlBool> {
  if (visibility.isEverything) return always
  const parts = [...visibility.clusters, ...visibility.namespaces.map(({ cluster }) => cluster)]
  return sql<SqlBool>`(${sql.ref(environmentColumn)} = any(${visibility.environments}::uuid[])
    or ${sql.ref(clusterColumn)} = any(${parts}::uuid[]))`
}

/** Clusters that are visible as a whole, with what belongs to no namespace. */
export function isWholeCluster(visibility: Visibility, environmentColumn: string, clusterColumn: string): RawBuilder<SqlBool> {
  if (visibility.isEverything) return always
  return sql<SqlBool>`(${sql.ref(environmentColumn)} = any(${visibility.environments}::uuid[])
    or ${sql.ref(clusterColumn)} = any(${visibility.clusters}::uuid[]))`
}

/** Environments of which at least a part is visible. */
export function isVisibleEnvironment(visibility: Visibility, environmentColumn: string): RawBuilder<SqlBool> {
  if (visibility.isEverything) return always
  const parts = [...visibility.environments, ...visibility.partialEnvironments]
  return sql<SqlBool>`${sql.ref(environmentColumn)} = any(${parts}::uuid[])`
}

/** Whether something at this place is visible, decided without the database. The empty namespace stands for the whole cluster. */
export function sees(visibility: Visibility, place: { environment: string; cluster?: string; namespace?: string }): boolean {
  const { environment, cluster, namespace } = place
  if (visibility.isEverything || visibility.environments.includes(environment)) return true
  if (cluster === undefined) return false
  if (visibility.clusters.includes(cluster)) return true
  return visibility.namespaces.some((scope) => scope.cluster === cluster && scope.namespace === namespace)
}
