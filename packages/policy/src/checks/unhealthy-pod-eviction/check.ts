import { defineObjectCheck, violation } from '../../model/check.ts'
import { set } from '../../model/edit.ts'
import { disruptionBudgetKind, disruptionBudgetSpecOf } from '../../workloads/disruption-budgets.ts'

/**
 * Pod disruption budgets should let unhealthy pods go.
 *
 * Restricted field: PodDisruptionBudget spec.unhealthyPodEvictionPolicy
 * Allowed: AlwaysAllow
 * Source: kube-linter pdb-unhealthy-pod-eviction-policy; Azure Policy mutation of unhealthyPodEvictionPolicy; Kubernetes ≥ 1.27
 */
export const unhealthyPodEviction = defineObjectCheck({
  id: 'unhealthy-pod-eviction',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'reliability',
  maps: {},
  // Some databases must keep members that are not ready; their owners leave the default on purpose.
  enabledByDefault: false,
  kinds: [disruptionBudgetKind],
  evaluate({ resource }) {
    const policy = disruptionBudgetSpecOf(resource).unhealthyPodEvictionPolicy
    return policy === 'AlwaysAllow' ? [] : [violation('/spec/unhealthyPodEvictionPolicy')]
  },
  fix: (_, { pointer }) => [set(pointer, 'AlwaysAllow')],
})
