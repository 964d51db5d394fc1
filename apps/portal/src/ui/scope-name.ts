import type { ResponseOf } from '@toride/contract/client'
import type { Scope } from '@toride/core/access'

export type EnvironmentTree = ResponseOf<'getEnvironmentTree'>

/**
 * A scope in words: `Production › eu-1 › shop`. Environments and clusters that are not in the tree (deleted, or not
 * visible to this user) are named by their ids.
 */
export function scopeName(scope: Scope, tree: EnvironmentTree | undefined, everything: string): string {
  if (scope.level === 'tenant') return everything
  const environment = tree?.environments.find(({ id }) => id === scope.environment)
  const parts = [environment?.name ?? scope.environment]
  if (scope.level === 'cluster' || scope.level === 'namespace') {
    parts.push(environment?.clusters.find(({ id }) => id === scope.cluster)?.name ?? scope.cluster)
  }
  if (scope.level === 'namespace') parts.push(scope.namespace)
  return parts.join(' › ')
}
