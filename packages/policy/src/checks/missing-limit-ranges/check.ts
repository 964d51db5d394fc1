import { namespaceOf } from '../../inventory/namespace-of.ts'
import { defineRelationCheck, notApplicable, violation } from '../../model/check.ts'

/**
 * Namespaces should have a limit range.
 *
 * Restricted field: LimitRanges of the namespace
 * Allowed: at least one; namespaces without pods
 * Source: NSA/CISA Kubernetes Hardening Guide 1.2, "Resource policies"
 */
export const missingLimitRanges = defineRelationCheck({
  id: 'missing-limit-ranges',
  severity: 'low',
  control: 'protect-applications-against-ddos',
  category: 'reliability',
  maps: { nsa: 'Resource policies', mitre: ['T1496', 'T1499'] },
  // Defaults for limits hide what containers need; many teams demand explicit limits instead.
  enabledByDefault: false,
  excludedNamespaces: ['kube-system', 'kube-public', 'kube-node-lease'],
  kinds: ['/Namespace'],
  reads: ['/LimitRange', 'pods'],
  affected: namespaceOf,
  evaluate({ resource, inventory }) {
    const namespace = resource.name
    const scopes = inventory.namespacesLike(namespace)
    if (isEmpty(inventory.podCarriers(namespace)) || scopes.some((scope) => !isEmpty(inventory.ofKind('/LimitRange', scope)))) return []
    return inventory.knows('/LimitRange') ? [violation('/metadata/name')] : notApplicable('kind-not-known')
  },
})

function isEmpty(resources: Iterable<unknown>): boolean {
  for (const _ of resources) return false
  return true
}
