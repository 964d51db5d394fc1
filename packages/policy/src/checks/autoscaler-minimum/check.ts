import { defineObjectCheck, violation } from '../../model/check.ts'
import { set } from '../../model/edit.ts'
import { autoscalerKind, autoscalerSpecOf, minimumReplicasOf } from '../../workloads/autoscalers.ts'

/**
 * Autoscalers should keep more than one replica.
 *
 * Restricted field: HorizontalPodAutoscaler spec.minReplicas
 * Allowed: at least the number of the parameter (2)
 * Source: Polaris hpaMinAvailability (2); kube-linter hpa-minimum-three-replicas (3)
 */
export const autoscalerMinimum = defineObjectCheck({
  id: 'autoscaler-minimum',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'reliability',
  maps: {},
  parameters: { minimum: { type: 'integer', default: 2, minimum: 1 } },
  kinds: [autoscalerKind],
  evaluate({ resource, parameters }) {
    const replicas = minimumReplicasOf(resource)
    return replicas < parameters.minimum ? [violation('/spec/minReplicas', { replicas, minimum: parameters.minimum })] : []
  },
  // Without room to scale above it the new minimum would only exchange one problem for another.
  fix: ({ resource, parameters }, { pointer }) =>
    (autoscalerSpecOf(resource).maxReplicas ?? 0) > parameters.minimum ? [set(pointer, parameters.minimum)] : undefined,
})
