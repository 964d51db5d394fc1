import { defineObjectCheck, violation } from '../../model/check.ts'
import { autoscalerKind, autoscalerSpecOf, minimumReplicasOf } from '../../workloads/autoscalers.ts'

/**
 * Autoscalers should have room to scale.
 *
 * Restricted field: HorizontalPodAutoscaler spec.maxReplicas against spec.minReplicas
 * Allowed: a maximum above the minimum
 * Source: Polaris hpaMaxAvailability
 */
export const autoscalerRange = defineObjectCheck({
  id: 'autoscaler-range',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'reliability',
  maps: {},
  kinds: [autoscalerKind],
  evaluate({ resource }) {
    const { maxReplicas } = autoscalerSpecOf(resource)
    const minimum = minimumReplicasOf(resource)
    return maxReplicas === undefined || maxReplicas > minimum ? [] : [violation('/spec/maxReplicas', { maximum: maxReplicas, minimum })]
  },
})
