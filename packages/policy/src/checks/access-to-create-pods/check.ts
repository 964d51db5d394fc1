import { defineRoleCheck } from '../../rbac/define-role-check.ts'

/**
 * Access to create pods should be restricted.
 *
 * Restricted field: rules[*] of Role and ClusterRole: create on pods; create, update or patch on what makes pods
 * Allowed: rules that name the objects (resourceNames); built-in roles
 * Source: CIS AKS 1.8, 4.1.4; CIS Kubernetes 1.10, 5.1.4
 */
export const accessToCreatePods = defineRoleCheck({
  id: 'access-to-create-pods',
  severity: 'low',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { cisAks: ['4.1.4'], cisKubernetes: ['5.1.4'], nsa: 'Authentication and authorization', mitre: ['T1610'] },
  permissions: [
    { apiGroup: '', resources: ['pods'], verbs: ['create'] },
    { apiGroup: '', resources: ['replicationcontrollers'], verbs: ['create', 'update', 'patch'] },
    { apiGroup: 'apps', resources: ['deployments', 'daemonsets', 'statefulsets', 'replicasets'], verbs: ['create', 'update', 'patch'] },
    { apiGroup: 'batch', resources: ['jobs', 'cronjobs'], verbs: ['create', 'update', 'patch'] },
  ],
})
