import { defineRelationCheck, violation } from '../../model/check.ts'
import { autoscalerKind, autoscalersOf, minimumReplicasOf } from '../../workloads/autoscalers.ts'
import {
  budgetsAffectedBy,
  disruptionBudgetKind,
  disruptionBudgetSpecOf,
  podsMeant,
  protectedBy,
} from '../../workloads/disruption-budgets.ts'

/** More workloads of one budget than this are not asked. */
const workloadLimit = 100

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
  affected: budgetsAffectedBy,
  evaluate({ resource, inventory }) {
    const { minAvailable } = disruptionBudgetSpecOf(resource)
    if (minAvailable === undefined) return []
    let asked = 0
    for (const workload of protectedBy(inventory, resource)) {
      asked += 1
      if (asked > workloadLimit) break
      const [autoscaler] = autoscalersOf(inventory, workload)
      if (autoscaler === undefined) continue
      const minimum = minimumReplicasOf(autoscaler)
      const needed = podsMeant(minAvailable, minimum)
      if (needed === undefined || minimum === 0 || needed < minimum) continue
      return [violation('/spec/minAvailable', { value: minAvailable, autoscaler: autoscaler.name, minimum })]
    }
    return []
  },
})
