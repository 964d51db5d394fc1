import { apiGroup } from '@toride/core/kubernetes-object'
import type { Inventory, Resource } from '../inventory/inventory.ts'
import type { ResourceIndex } from '../inventory/resource-index.ts'

export const autoscalerKind = 'autoscaling/HorizontalPodAutoscaler'

export type AutoscalerSpec = {
  readonly minReplicas?: number
  readonly maxReplicas?: number
  readonly scaleTargetRef?: { readonly apiVersion?: string; readonly kind?: string; readonly name?: string }
}

const nothing: AutoscalerSpec = {}

export function autoscalerSpecOf({ object }: Resource): AutoscalerSpec {
  return (object.spec as AutoscalerSpec | undefined) ?? nothing
}

/** What an autoscaler scales, as `group/Kind` and name; undefined when it does not say. */
export function scaleTargetOf(resource: Resource): { readonly kind: string; readonly name: string } | undefined {
  const { apiVersion = '', kind, name } = autoscalerSpecOf(resource).scaleTargetRef ?? {}
  return kind === undefined || name === undefined ? undefined : { kind: `${apiGroup(apiVersion)}/${kind}`, name }
}

const byTarget: ResourceIndex = {
  kinds: [autoscalerKind],
  keysOf(resource) {
    const target = scaleTargetOf(resource)
    return target === undefined ? [] : [`${target.kind}/${target.name}`]
  },
}

/** The autoscalers of a workload, told by its `group/Kind` and name. */
export function autoscalersOf(
  inventory: Inventory,
  { kind, namespace, name }: Pick<Resource, 'kind' | 'namespace' | 'name'>,
): readonly Resource[] {
  for (const scope of inventory.namespacesLike(namespace)) {
    const found = inventory.lookup(byTarget, scope, `${kind}/${name}`)
    if (found.length > 0) return found
  }
  return []
}

/** The least number of replicas under an autoscaler (Kubernetes API, autoscaling/v2: 1 when not said). */
export function minimumReplicasOf(autoscaler: Resource): number {
  return autoscalerSpecOf(autoscaler).minReplicas ?? 1
}

/** What a changed autoscaler scales, when it is here. */
export function scaledBy(changed: Resource, inventory: Inventory): readonly Resource[] {
  const target = scaleTargetOf(changed)
  const found = target && inventory.find(target.kind, changed.namespace, target.name)
  return found === undefined ? [] : [found]
}
