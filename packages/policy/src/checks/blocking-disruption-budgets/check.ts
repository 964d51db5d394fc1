import type { Inventory, Resource } from '../../inventory/inventory.ts'
import { defineRelationCheck, violation } from '../../model/check.ts'
import { remove, set } from '../../model/edit.ts'
import { autoscalerKind, autoscalersOf } from '../../workloads/autoscalers.ts'
import { disruptionBudgetKind, disruptionBudgetSpecOf, podsMeant, protectedBy } from '../../workloads/disruption-budgets.ts'
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
  evaluate({ resource, inventory }) {
    const { maxUnavailable, minAvailable } = disruptionBudgetSpecOf(resource)
    if (maxUnavailable !== undefined && podsMeant(maxUnavailable, 100) === 0)
      return [violation('/spec/maxUnavailable', { value: maxUnavailable })]
    if (minAvailable === undefined) return []
    if (typeof minAvailable === 'string' && minAvailable.endsWith('%') && (podsMeant(minAvailable, 100) ?? 0) >= 100)
      return [violation('/spec/minAvailable', { value: minAvailable }, 'all')]
    const replicas = fixedReplicas(resource, inventory)
    const needed = replicas === undefined ? undefined : podsMeant(minAvailable, replicas)
    if (replicas === undefined || replicas === 0 || needed === undefined || needed < replicas) return []
    return [violation('/spec/minAvailable', { value: minAvailable, replicas }, 'replicas')]
  },
  // One pod at a time is what a drain needs; how many may be missing at most is for the owner to raise.
  fix: (_, { pointer }) =>
    pointer === '/spec/maxUnavailable' ? [set(pointer, 1)] : [remove('/spec/minAvailable'), set('/spec/maxUnavailable', 1)],
})

/** Replicas of everything that the budget protects; undefined when one of them has no fixed number. */
function fixedReplicas(budget: Resource, inventory: Inventory): number | undefined {
  let total = 0
  for (const workload of protectedBy(inventory, budget)) {
    const replicas = replicasOf(workload)
    if (replicas === undefined || autoscalersOf(inventory, workload).length > 0) return undefined
    total += replicas
  }
  return total
}
