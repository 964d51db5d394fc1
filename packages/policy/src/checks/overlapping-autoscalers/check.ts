import { defineRelationCheck, violation } from '../../model/check.ts'
import { autoscalerKind, autoscalersOf, scaleTargetOf } from '../../workloads/autoscalers.ts'

/**
 * A workload should have one autoscaler.
 *
 * Restricted field: HorizontalPodAutoscaler spec.scaleTargetRef
 * Allowed: a target that no other autoscaler of the namespace has
 * Source: Kubernetes, "Horizontal Pod Autoscaling": since 1.27 autoscalers with a common target report AmbiguousSelector and stop
 */
export const overlappingAutoscalers = defineRelationCheck({
  id: 'overlapping-autoscalers',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'reliability',
  maps: {},
  kinds: [autoscalerKind],
  reads: [autoscalerKind],
  affected(changed, inventory) {
    const target = scaleTargetOf(changed)
    return target === undefined ? [] : autoscalersOf(inventory, { ...target, namespace: changed.namespace })
  },
  evaluate({ resource, inventory }) {
    const target = scaleTargetOf(resource)
    if (target === undefined) return []
    const same = autoscalersOf(inventory, { ...target, namespace: resource.namespace })
    const other = same[0] === resource ? same[1] : same[0]
    return other === undefined ? [] : [violation('/spec/scaleTargetRef', { autoscaler: other.name, target: target.name })]
  },
})
