import { namespaceOf } from '../../inventory/namespace-of.ts'
import { defineRelationCheck, notApplicable, violation } from '../../model/check.ts'

/**
 * Namespaces should have a resource quota.
 *
 * Restricted field: ResourceQuotas of the namespace
 * Allowed: at least one; namespaces without pods
 * Source: NSA/CISA Kubernetes Hardening Guide 1.2, "Resource policies"
 */
export const missingResourceQuotas = defineRelationCheck({
  id: 'missing-resource-quotas',
  severity: 'low',
  control: 'protect-applications-against-ddos',
  category: 'reliability',
  maps: { nsa: 'Resource policies', mitre: ['T1496', 'T1499'] },
  // A single-tenant cluster shares its nodes without quotas; the limits of containers are checked anyway.
  enabledByDefault: false,
  excludedNamespaces: ['kube-system', 'kube-public', 'kube-node-lease'],
  kinds: ['/Namespace'],
  reads: ['/ResourceQuota', 'pods'],
  affected: namespaceOf,
  evaluate({ resource, inventory }) {
    const namespace = resource.name
    const scopes = inventory.namespacesLike(namespace)
    if (isEmpty(inventory.podCarriers(namespace)) || scopes.some((scope) => !isEmpty(inventory.ofKind('/ResourceQuota', scope)))) return []
    return inventory.knows('/ResourceQuota') ? [violation('/metadata/name')] : notApplicable('kind-not-known')
  },
})

function isEmpty(resources: Iterable<unknown>): boolean {
  for (const _ of resources) return false
  return true
}
