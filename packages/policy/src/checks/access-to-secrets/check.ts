import { defineRoleCheck } from '../../rbac/define-role-check.ts'

/**
 * Access to secrets should be restricted.
 *
 * Restricted field: rules[*] of Role and ClusterRole: get, list or watch on secrets (core group), wildcards included
 * Allowed: rules that name the secrets (resourceNames); built-in roles
 * Source: CIS AKS 1.8, 4.1.2; CIS Kubernetes 1.10, 5.1.2. Listing returns the contents as well (Kubernetes, "Good practices
 * for Kubernetes Secrets").
 */
export const accessToSecrets = defineRoleCheck({
  id: 'access-to-secrets',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { cisAks: ['4.1.2'], cisKubernetes: ['5.1.2'], nsa: 'Authentication and authorization', mitre: ['T1552.007'] },
  permissions: [{ apiGroup: '', resources: ['secrets'], verbs: ['get', 'list', 'watch'] }],
})
