import { podSelectorOf, selectorsOf, selectsAnything } from '../../inventory/selecting.ts'
import { defineRelationCheck, notApplicable, violation } from '../../model/check.ts'
import { networkPolicyKind, selectsEverything } from '../../network/network-policy.ts'

/**
 * Network policies should select pods that exist.
 *
 * Restricted field: NetworkPolicy spec.podSelector
 * Allowed: a selector that matches the pods of something in the namespace; the empty one
 * Source: kube-linter dangling-networkpolicy; kube-score networkpolicy-targets-pod
 */
export const danglingNetworkPolicies = defineRelationCheck({
  id: 'dangling-network-policies',
  severity: 'low',
  control: 'restrict-unauthorized-network-access',
  category: 'correctness',
  maps: { nsa: 'Network separation and hardening' },
  kinds: [networkPolicyKind],
  reads: ['pods'],
  affected: selectorsOf(networkPolicyKind),
  evaluate({ resource, inventory }) {
    const selector = podSelectorOf(resource)
    if (selector === undefined || selectsEverything(selector) || selectsAnything(inventory, resource.namespace, selector)) return []
    return inventory.knows('pods', resource.namespace) ? [violation('/spec/podSelector')] : notApplicable('kind-not-known')
  },
})
