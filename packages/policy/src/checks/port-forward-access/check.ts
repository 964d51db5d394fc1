import { defineRoleCheck } from '../../rbac/define-role-check.ts'

/**
 * Access to forward ports to pods should be restricted.
 *
 * Restricted field: rules[*] of Role and ClusterRole: create or get on pods/portforward
 * Allowed: rules that name the pods (resourceNames); built-in roles
 * Source: Kubernetes, "Use port forwarding to access applications": the tunnel runs through the API server past every
 * NetworkPolicy. `get` counts as for pods/exec.
 */
export const portForwardAccess = defineRoleCheck({
  id: 'port-forward-access',
  severity: 'low',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { nsa: 'Authentication and authorization', mitre: ['T1090'] },
  permissions: [{ apiGroup: '', resources: ['pods/portforward'], verbs: ['create', 'get'] }],
})
