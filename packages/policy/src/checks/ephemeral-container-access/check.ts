import { defineRoleCheck } from '../../rbac/define-role-check.ts'

/**
 * Access to debug containers should be restricted.
 *
 * Restricted field: rules[*] of Role and ClusterRole: update or patch on pods/ephemeralcontainers
 * Allowed: rules that name the pods (resourceNames); built-in roles
 * Source: Kubernetes, "Ephemeral containers": one is added to a running pod through this subresource, with an image and a
 * security context of the caller's choice
 */
export const ephemeralContainerAccess = defineRoleCheck({
  id: 'ephemeral-container-access',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { nsa: 'Authentication and authorization', mitre: ['T1609', 'T1610'] },
  permissions: [{ apiGroup: '', resources: ['pods/ephemeralcontainers'], verbs: ['update', 'patch'] }],
})
