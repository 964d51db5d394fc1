import { namespaceMatcher } from '../engine/settings.ts'
import { matchesSelector } from '../inventory/label-selector.ts'
import type { LabelSelector } from '../model/pod.ts'

/** Where an assignment or exemption holds. A list that is left out or empty holds everywhere; all that are given must match. */
export type Scope = {
  /** Ids of environments; one holds for everything below it. */
  readonly environments?: readonly string[]
  readonly clusters?: readonly string[]
  /** Namespaces, with `*` at either end. Cluster-scoped resources match no namespace. */
  readonly namespaces?: readonly string[]
  /** On the labels of the resource. */
  readonly labelSelector?: LabelSelector
}

/** Where resources live: the environment with all that it lies in, and the cluster. */
export type Place = {
  readonly environments: readonly string[]
  readonly cluster?: string
  /** Where objects that name no namespace are applied; `default` when left out. */
  readonly whereUnnamed?: string | undefined
}

/** Whether a scope can hold anywhere in a cluster; undefined when it never can, else what is left to ask of each resource. */
export function scopeMatcher(
  scope: Scope,
  place: Place,
): ((namespace: string, labels: Readonly<Record<string, string>>) => boolean) | undefined {
  const { environments = [], clusters = [], namespaces = [], labelSelector } = scope
  if (environments.length > 0 && !environments.some((id) => place.environments.includes(id))) return undefined
  if (clusters.length > 0 && (place.cluster === undefined || !clusters.includes(place.cluster))) return undefined
  const inNamespace = namespaces.length === 0 ? () => true : namespaceMatcher(namespaces)
  if (labelSelector === undefined) return inNamespace
  return (namespace, labels) => inNamespace(namespace) && matchesSelector(labelSelector, labels)
}

/** How narrow a scope is: the narrower of two that both hold has the last word. */
export function specificity({ environments, clusters, namespaces, labelSelector }: Scope): number {
  return (environments?.length ? 1 : 0) + (clusters?.length ? 2 : 0) + (namespaces?.length ? 4 : 0) + (labelSelector ? 8 : 0)
}
