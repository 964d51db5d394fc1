import { selectedBy, selecting } from '../../inventory/selecting.ts'
import { defineRelationCheck, notApplicable, violation } from '../../model/check.ts'
import {
  hasOtherPolicies,
  networkPolicyKind,
  networkPolicySpecOf,
  otherPolicyKinds,
  restrictsIngress,
} from '../../network/network-policy.ts'

/**
 * Pods should be isolated by a network policy.
 *
 * Restricted field: labels of the pod against the podSelector of the namespace's NetworkPolicies
 * Allowed: pods that a policy for ingress selects; pods in the host's network, which policies do not reach
 * Source: kube-linter non-isolated-pod; kube-score pod-networkpolicy; NSA/CISA Kubernetes Hardening Guide 1.2, "Network policies"
 */
export const nonIsolatedPods = defineRelationCheck({
  id: 'non-isolated-pods',
  severity: 'low',
  control: 'restrict-unauthorized-network-access',
  category: 'security',
  maps: { nsa: 'Network separation and hardening', mitre: ['T1046', 'T1210'] },
  excludedNamespaces: ['kube-system', 'kube-public', 'kube-node-lease'],
  kinds: ['pods'],
  reads: [networkPolicyKind, ...otherPolicyKinds],
  *affected(changed, inventory) {
    if (changed.kind === networkPolicyKind) yield* selectedBy(changed, inventory)
    // What a policy of another API is about is not read: it can alter every pod that it reaches.
    else if (changed.namespace !== '') yield* inventory.podCarriers(changed.namespace)
    else for (const resource of inventory.all()) if (resource.templatePointer !== undefined) yield resource
  },
  evaluate({ resource, pod, inventory }) {
    if (pod === undefined || pod.spec.hostNetwork === true) return []
    for (const policy of selecting(inventory, networkPolicyKind, resource.namespace, pod.labels))
      if (restrictsIngress(networkPolicySpecOf(policy))) return []
    const isUnknown = !inventory.knows(networkPolicyKind) || hasOtherPolicies(inventory, resource.namespace)
    return isUnknown ? notApplicable('kind-not-known') : [violation(`${pod.templatePointer}/metadata/labels`)]
  },
})
