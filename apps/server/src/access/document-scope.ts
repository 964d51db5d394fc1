import type { Database } from '@toride/store/schema'
import type { Kysely } from 'kysely'
import { RequestProblem } from '../app/request-problem.ts'
import { sees, type Visibility } from './visibility.ts'

/** Where a policy or an exemption holds, as its document says it. */
export type DocumentScope = {
  readonly environments?: readonly string[] | undefined
  readonly clusters?: readonly string[] | undefined
  readonly namespaces?: readonly string[] | undefined
}

type Named = { readonly id: string; readonly name: string }

export type ScopeNames = {
  readonly environments: ReadonlyMap<string, Named>
  readonly clusters: ReadonlyMap<string, Named & { readonly environmentId: string }>
}

/** The names of all environments and clusters: what scopes name by id. */
export async function readScopeNames(database: Kysely<Database>): Promise<ScopeNames> {
  const environments = await database.selectFrom('environments').select(['id', 'name']).execute()
  const clusters = await database.selectFrom('clusters').select(['id', 'name', 'environment_id']).execute()
  return {
    environments: new Map(environments.map((row) => [row.id, row])),
    clusters: new Map(clusters.map(({ id, name, environment_id }) => [id, { id, name, environmentId: environment_id }])),
  }
}

/** @throws RequestProblem `scope-not-found` when the scope names something that does not exist */
export function requireKnownScope(scope: DocumentScope, names: ScopeNames): void {
  const isKnown =
    (scope.environments ?? []).every((id) => names.environments.has(id)) && (scope.clusters ?? []).every((id) => names.clusters.has(id))
  if (!isKnown) throw new RequestProblem('scope-not-found')
}

/** Whether everything that the scope can reach lies in what the caller has. */
export function isWithin(visibility: Visibility, scope: DocumentScope, names: ScopeNames): boolean {
  if (visibility.isEverything) return true
  const { environments = [], clusters = [], namespaces = [] } = scope
  if (clusters.length > 0) {
    return clusters.every((cluster) => {
      const environment = names.clusters.get(cluster)?.environmentId
      if (environment === undefined) return false
      if (sees(visibility, { environment, cluster })) return true
      const areExact = namespaces.length > 0 && namespaces.every((namespace) => !namespace.includes('*'))
      return areExact && namespaces.every((namespace) => sees(visibility, { environment, cluster, namespace }))
    })
  }
  return environments.length > 0 && environments.every((environment) => sees(visibility, { environment }))
}

/**
 * Whether a document may be shown: one for the whole tenant holds for everybody, any other names places, all of which the
 * caller has to see.
 */
export function isShown(visibility: Visibility, scope: DocumentScope, names: ScopeNames): boolean {
  const { environments = [], clusters = [], namespaces = [] } = scope
  if (environments.length === 0 && clusters.length === 0 && namespaces.length === 0) return true
  return isWithin(visibility, scope, names)
}

/** The names for the ids of a scope. */
export function namesInScope(scope: DocumentScope, names: ScopeNames): { environments: Named[]; clusters: Named[] } {
  const named = (found: Named | undefined) => (found === undefined ? [] : [{ id: found.id, name: found.name }])
  return {
    environments: (scope.environments ?? []).flatMap((id) => named(names.environments.get(id))),
    clusters: (scope.clusters ?? []).flatMap((id) => named(names.clusters.get(id))),
  }
}
