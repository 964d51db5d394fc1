import type { Inventory } from '../../inventory/inventory.ts'
import { namespaceOf } from '../../inventory/namespace-of.ts'
import { defineRelationCheck, notApplicable, violation } from '../../model/check.ts'
import {
  hasOtherPolicies,
  networkPolicyKind,
  networkPolicySpecOf,
  otherPolicyKinds,
  restrictsIngress,
  selectsEverything,
} from '../../network/network-policy.ts'

/**
 * Namespaces should deny traffic by default.
 *
 * Restricted field: NetworkPolicies of the namespace
 * Allowed: one that selects every pod (empty podSelector) and restricts ingress; namespaces without pods
 * Source: CIS AKS 1.8, 4.4.2; CIS Kubernetes 1.10, 5.3.2; Kubernetes, "Network Policies", default deny
 */
export const missingNetworkPolicies = defineRelationCheck({
  id: 'missing-network-policies',
  severity: 'medium',
  control: 'restrict-unauthorized-network-access',
  category: 'security',
  maps: { cisAks: ['4.4.2'], cisKubernetes: ['5.3.2'], nsa: 'Network separation and hardening', mitre: ['T1046', 'T1210'] },
  excludedNamespaces: ['kube-system', 'kube-public', 'kube-node-lease'],
  kinds: ['/Namespace'],
  reads: [networkPolicyKind, ...otherPolicyKinds, 'pods'],
  affected: namespaceOf,
  evaluate({ resource, inventory }) {
    const namespace = resource.name
    if (!hasPods(inventory, namespace)) return []
    let policies = 0
    for (const scope of inventory.namespacesLike(namespace)) {
      for (const policy of inventory.ofKind(networkPolicyKind, scope)) {
        const spec = networkPolicySpecOf(policy)
        if (restrictsIngress(spec) && selectsEverything(spec.podSelector ?? {})) return []
        policies += 1
      }
    }
    if (hasOtherPolicies(inventory, namespace) || !inventory.knows(networkPolicyKind)) return notApplicable('kind-not-known')
    return [policies === 0 ? violation('/metadata/name') : violation('/metadata/name', { policies }, 'partial')]
  },
})

function hasPods(inventory: Inventory, namespace: string): boolean {
  for (const _ of inventory.podCarriers(namespace)) return true
  return false
}
