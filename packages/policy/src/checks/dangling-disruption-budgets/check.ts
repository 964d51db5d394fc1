import { podSelectorOf, selectsAnything } from '../../inventory/selecting.ts'
import { defineRelationCheck, notApplicable, violation } from '../../model/check.ts'
import { budgetsAffectedBy, disruptionBudgetKind } from '../../workloads/disruption-budgets.ts'

/**
 * Pod disruption budgets should select pods that exist.
 *
 * Restricted field: PodDisruptionBudget spec.selector
 * Allowed: a selector that matches the pods of something in the namespace
 * Source: Kubernetes API, policy/v1 PodDisruptionBudgetSpec: an empty selector matches all pods, an absent one none
 */
export const danglingDisruptionBudgets = defineRelationCheck({
  id: 'dangling-disruption-budgets',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: {},
  kinds: [disruptionBudgetKind],
  reads: ['pods'],
  affected: budgetsAffectedBy,
  evaluate({ resource, inventory }) {
    const selector = podSelectorOf(resource)
    if (selector === undefined) return [violation('/spec/selector', {}, 'absent')]
    if (selectsAnything(inventory, resource.namespace, selector)) return []
    return inventory.knows('pods', resource.namespace) ? [violation('/spec/selector')] : notApplicable('kind-not-known')
  },
})
