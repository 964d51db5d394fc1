import { defineRoleCheck } from '../../rbac/define-role-check.ts'

/**
 * Permissions to bind and escalate roles should be restricted.
 *
 * Restricted field: rules[*] of Role and ClusterRole: bind or escalate on roles and clusterroles
 * Allowed: rules that name the roles (resourceNames), unless cluster-admin is one; built-in roles
 * Source: CIS AKS 1.8, 4.1.7; CIS Kubernetes 1.10, 5.1.8; Kubernetes, "Using RBAC Authorization", privilege escalation
 * prevention and bootstrapping
 */
export const bindEscalateAccess = defineRoleCheck({
  id: 'bind-escalate-access',
  severity: 'high',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { cisAks: ['4.1.7'], cisKubernetes: ['5.1.8'], nsa: 'Authentication and authorization', mitre: ['T1098', 'T1078'] },
  permissions: [{ apiGroup: 'rbac.authorization.k8s.io', resources: ['roles', 'clusterroles'], verbs: ['bind', 'escalate'] }],
  names: ['cluster-admin'],
})
