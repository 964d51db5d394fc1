import type { Inventory, Resource } from '../../inventory/inventory.ts'
import { defineRelationCheck, violation } from '../../model/check.ts'
import { remove, set } from '../../model/edit.ts'
import { autoscalerKind, autoscalersOf } from '../../workloads/autoscalers.ts'
import {
  budgetsAffectedBy,
  disruptionBudgetKind,
  disruptionBudgetSpecOf,
  podsMeant,
  protectedBy,
} from '../../workloads/disruption-budgets.ts'
import { replicasOf } from '../../workloads/replicas.ts'

/**
 * Pod disruption budgets should allow disruptions.
 *
 * Restricted field: PodDisruptionBudget spec.maxUnavailable, spec.minAvailable
 * Allowed: maxUnavailable above zero; minAvailable below the replicas of what it protects
 * Source: Azure Policy, "accurate Pod Disruption Budgets"; kube-linter pdb-max-unavailable, pdb-min-available; Polaris
 * pdbDisruptionsIsZero
 */
export const blockingDisruptionBudgets = defineRelationCheck({
  id: 'blocking-disruption-budgets',
  severity: 'medium',
  control: 'implement-security-best-practices',
  category: 'reliability',
  maps: {},
  kinds: [disruptionBudgetKind],
  reads: ['pods', autoscalerKind],
  affected: budgetsAffectedBy,
  evaluate({ resource, inventory }) {
    const { maxUnavailable, minAvailable } = disruptionBudgetSpecOf(resource)
    if (maxUnavailable !== undefined && podsMeant(maxUnavailable, 100) === 0)
      return [violation('/spec/maxUnavailable', { value: maxUnavailable })]
    if (minAvailable === undefined) return []
    if (typeof minAvailable === 'string' && minAvailable.endsWith('%') && (podsMeant(minAvailable, 100) ?? 0) >= 100)
      return [violation('/spec/minAvailable', { value: minAvailable }, 'all')]
    const replicas = blockedReplicas(resource, minAvailable, inventory)
    return replicas === undefined ? [] : [violation('/spec/minAvailable', { value: minAvailable, replicas }, 'replicas')]
  },
  // One pod at a time is what a drain needs; how many may be missing at most is for the owner to raise.
  fix: (_, { pointer }) =>
    pointer === '/spec/maxUnavailable' ? [set(pointer, 1)] : [remove('/spec/minAvailable'), set('/spec/maxUnavailable', 1)],
})

/** Replicas of everything that the budget protects when it needs them all; undefined when it lets one go, or nobody fixed their number. */
function blockedReplicas(budget: Resource, minAvailable: string | number, inventory: Inventory): number | undefined {
  let total = 0
  for (const workload of protectedBy(inventory, budget)) {
    const replicas = replicasOf(workload)
    if (replicas === undefined || autoscalersOf(inventory, workload).length > 0) return undefined
    total += replicas
    // Further replicas only make more room.
    if ((podsMeant(minAvailable, total) ?? 0) < total) return undefined
  }
  return total === 0 ? undefined : total
}
