import { defineRelationCheck, type Violation, violation } from '../../model/check.ts'
import { autoscalerKind, autoscalersOf, minimumReplicasOf } from '../../workloads/autoscalers.ts'
import { disruptionBudgetKind, disruptionBudgetSpecOf, podsMeant, protectedBy } from '../../workloads/disruption-budgets.ts'

/**
 * A pod disruption budget should leave room below the autoscaler's minimum.
 *
 * Restricted field: PodDisruptionBudget spec.minAvailable against HorizontalPodAutoscaler spec.minReplicas of what it protects
 * Allowed: minAvailable below minReplicas; percentages below 100 of more than one replica
 * Source: Polaris pdbMinAvailableGreaterThanHPAMinReplicas
 */
export const disruptionBudgetAutoscaler = defineRelationCheck({
  id: 'disruption-budget-autoscaler',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'reliability',
  maps: {},
  kinds: [disruptionBudgetKind],
  reads: ['pods', autoscalerKind],
  evaluate({ resource, inventory }) {
    const { minAvailable } = disruptionBudgetSpecOf(resource)
    if (minAvailable === undefined) return []
    const found: Violation[] = []
    for (const workload of protectedBy(inventory, resource)) {
      const [autoscaler] = autoscalersOf(inventory, workload)
      if (autoscaler === undefined) continue
      const minimum = minimumReplicasOf(autoscaler)
      const needed = podsMeant(minAvailable, minimum)
      if (needed === undefined || minimum === 0 || needed < minimum) continue
      found.push(violation('/spec/minAvailable', { value: minAvailable, autoscaler: autoscaler.name, minimum }))
      break
    }
    return found
  },
})
