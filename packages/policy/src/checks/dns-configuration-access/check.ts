import { defineRoleCheck } from '../../rbac/define-role-check.ts'

/**
 * Access to the configuration of the cluster's DNS should be restricted.
 *
 * Restricted field: rules[*] of ClusterRole and of Roles in kube-system: create, update, patch or delete on configmaps
 * Allowed: rules that name other configmaps (resourceNames); Roles of other namespaces; built-in roles
 * Source: Threat matrix for Kubernetes, "CoreDNS poisoning"; AKS reads further servers from the ConfigMap coredns-custom
 */
export const dnsConfigurationAccess = defineRoleCheck({
  id: 'dns-configuration-access',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { nsa: 'Authentication and authorization', mitre: ['T1557'] },
  permissions: [{ apiGroup: '', resources: ['configmaps'], verbs: ['create', 'update', 'patch', 'delete'] }],
  names: ['coredns', 'coredns-custom', 'coredns-autoscaler', 'kube-dns'],
  appliesTo: ({ kind, namespace }) => kind === 'rbac.authorization.k8s.io/ClusterRole' || namespace === 'kube-system',
})
