import type { Resource } from '../../inventory/inventory.ts'
import type { ResourceIndex } from '../../inventory/resource-index.ts'
import { defineRelationCheck, healthy, violation } from '../../model/check.ts'
import { scaledBy } from '../../workloads/autoscalers.ts'

/**
 * Deployments should have several replicas.
 *
 * Restricted field: spec.replicas of Deployments
 * Allowed: the parameter and above; 0, which is off on purpose; any number where a HorizontalPodAutoscaler sets it
 * Source: Kubernetes documentation, Disruptions: a single replica is down whenever its node is drained
 */
export const minimumReplicas = defineRelationCheck({
  id: 'minimum-replicas',
  severity: 'informational',
  control: 'implement-security-best-practices',
  category: 'reliability',
  kinds: ['apps/Deployment'],
  reads: ['autoscaling/HorizontalPodAutoscaler'],
  affected: scaledBy,
  maps: {},
  parameters: { minimum: { type: 'integer', default: 2, minimum: 1 } },
  evaluate: ({ object, resource, parameters: { minimum }, inventory }) => {
    const replicas = (object.spec as { readonly replicas?: number } | undefined)?.replicas ?? 1
    if (replicas >= minimum || replicas === 0) return healthy
    if (inventory.lookup(autoscalersByTarget, resource.namespace, resource.name).length > 0) return healthy
    return [violation('/spec/replicas', { replicas, minimum })]
  },
})

const autoscalersByTarget: ResourceIndex = {
  kinds: ['autoscaling/HorizontalPodAutoscaler'],
  keysOf: ({ object }: Resource) => {
    const target = (object.spec as { readonly scaleTargetRef?: { readonly kind?: string; readonly name?: string } } | undefined)
      ?.scaleTargetRef
    return target?.kind === 'Deployment' && target.name !== undefined ? [target.name] : []
  },
}
