import { defineRoleCheck } from '../../rbac/define-role-check.ts'

/**
 * Permissions to impersonate should be restricted.
 *
 * Restricted field: rules[*] of ClusterRole: impersonate on users, groups, uids; of Role and ClusterRole: on serviceaccounts
 * Allowed: rules that name whom (resourceNames), unless system:masters is one; built-in roles
 * Source: CIS AKS 1.8, 4.1.7; CIS Kubernetes 1.10, 5.1.8; Kubernetes, "User impersonation"
 */
export const impersonationAccess = defineRoleCheck({
  id: 'impersonation-access',
  severity: 'high',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { cisAks: ['4.1.7'], cisKubernetes: ['5.1.8'], nsa: 'Authentication and authorization', mitre: ['T1134', 'T1078'] },
  permissions: [
    { apiGroup: '', resources: ['users', 'groups'], verbs: ['impersonate'], isClusterWide: true },
    { apiGroup: '', resources: ['serviceaccounts'], verbs: ['impersonate'] },
    { apiGroup: 'authentication.k8s.io', resources: ['uids'], verbs: ['impersonate'], isClusterWide: true },
  ],
  names: ['system:masters'],
})
