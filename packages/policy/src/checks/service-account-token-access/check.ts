import { defineRoleCheck } from '../../rbac/define-role-check.ts'

/**
 * Access to create tokens of service accounts should be restricted.
 *
 * Restricted field: rules[*] of Role and ClusterRole: create on serviceaccounts/token
 * Allowed: rules that name the service accounts (resourceNames); built-in roles
 * Source: CIS AKS 1.8, 4.1.12; CIS Kubernetes 1.10, 5.1.13
 */
export const serviceAccountTokenAccess = defineRoleCheck({
  id: 'service-account-token-access',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { cisAks: ['4.1.12'], cisKubernetes: ['5.1.13'], nsa: 'Authentication and authorization', mitre: ['T1528', 'T1078'] },
  permissions: [{ apiGroup: '', resources: ['serviceaccounts/token'], verbs: ['create'] }],
})
