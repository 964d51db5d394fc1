import { selectedBy, selecting } from '../../inventory/selecting.ts'
import { defineRelationCheck, violation } from '../../model/check.ts'
import { disruptionBudgetKind } from '../../workloads/disruption-budgets.ts'

/**
 * Pods should have one disruption budget.
 *
 * Restricted field: labels of the pod against the PodDisruptionBudgets of the namespace
 * Allowed: at most one that selects it
 * Source: Kubernetes, "API-initiated Eviction": with more than one the eviction fails with 500
 */
export const overlappingDisruptionBudgets = defineRelationCheck({
  id: 'overlapping-disruption-budgets',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'reliability',
  maps: {},
  kinds: ['pods'],
  reads: [disruptionBudgetKind],
  affected: selectedBy,
  evaluate({ resource, pod, inventory }) {
    if (pod === undefined) return []
    let first: string | undefined
    for (const { name } of selecting(inventory, disruptionBudgetKind, resource.namespace, pod.labels)) {
      if (first !== undefined) return [violation(`${pod.templatePointer}/metadata/labels`, { first, second: name })]
      first = name
    }
    return []
  },
})
