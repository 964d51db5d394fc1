import type { Exemption } from '@toride/contract/exemptions'
import type { Scope } from '@toride/core/access'

/** Where a policy or an exemption holds, as documents carry it. */
export type DocumentScope = Exemption['scope']

type Named = readonly { readonly id: string; readonly name: string }[]

/** One place in the tree as a document's scope. */
export function documentScopeOf(scope: Scope): DocumentScope {
  switch (scope.level) {
    case 'tenant':
      return {}
    case 'environment':
      return { environments: [scope.environment] }
    case 'cluster':
      return { clusters: [scope.cluster] }
    case 'namespace':
      return { clusters: [scope.cluster], namespaces: [scope.namespace] }
  }
}

/** A document's scope in words: its environments, clusters, namespaces and labels; `everything` when it names none. */
export function documentScopeName(scope: DocumentScope, environments: Named, clusters: Named, everything: string): string {
  const nameOf = (items: Named, id: string) => items.find((item) => item.id === id)?.name ?? id
  const labels = Object.entries(scope.labelSelector?.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`)
  const expressions = (scope.labelSelector?.matchExpressions ?? []).map(({ key, operator, values }) =>
    values === undefined ? `${key} ${operator}` : `${key} ${operator} (${values.join(', ')})`,
  )
  const parts = [
    (scope.environments ?? []).map((id) => nameOf(environments, id)),
    (scope.clusters ?? []).map((id) => nameOf(clusters, id)),
    scope.namespaces ?? [],
    [...labels, ...expressions],
  ].filter((part) => part.length > 0)
  return parts.length === 0 ? everything : parts.map((part) => part.join(', ')).join(' › ')
}
