import { selectedBy, selecting } from '../../inventory/selecting.ts'
import { defineRelationCheck, notApplicable, violation } from '../../model/check.ts'
import { autoscalerKind, scaledBy } from '../../workloads/autoscalers.ts'
import { disruptionBudgetKind } from '../../workloads/disruption-budgets.ts'
import { leastReplicasOf } from '../../workloads/replicas.ts'

/**
 * Replicated workloads should have a pod disruption budget.
 *
 * Restricted field: PodDisruptionBudgets of the namespace against the labels of the pod template
 * Allowed: a budget that selects the pods; workloads with a single replica, which a budget would only block
 * Source: kube-score deployment-has-poddisruptionbudget; Polaris missingPodDisruptionBudget; Azure Policy, "accurate Pod
 * Disruption Budgets"
 */
export const missingDisruptionBudgets = defineRelationCheck({
  id: 'missing-disruption-budgets',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'reliability',
  maps: {},
  excludedNamespaces: ['kube-system'],
  kinds: ['apps/Deployment', 'apps/StatefulSet'],
  reads: [disruptionBudgetKind, autoscalerKind],
  affected: (changed, inventory) => (changed.kind === autoscalerKind ? scaledBy : selectedBy)(changed, inventory),
  evaluate({ resource, pod, inventory }) {
    const replicas = leastReplicasOf(inventory, resource) ?? 1
    if (replicas < 2 || pod === undefined) return []
    for (const _ of selecting(inventory, disruptionBudgetKind, resource.namespace, pod.labels)) return []
    return inventory.knows(disruptionBudgetKind) ? [violation('/spec/replicas', { replicas })] : notApplicable('kind-not-known')
  },
})
