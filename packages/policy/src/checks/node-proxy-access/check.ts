import { defineRoleCheck } from '../../rbac/define-role-check.ts'

/**
 * Access to the proxy of nodes should be restricted.
 *
 * Restricted field: rules[*] of ClusterRole: any verb on nodes/proxy, for named nodes as well
 * Allowed: built-in roles
 * Source: CIS AKS 1.8, 4.1.9; CIS Kubernetes 1.10, 5.1.10; Kubernetes, "RBAC good practices": the kubelet's API runs commands
 * in every pod of the node, past audit log and admission
 */
export const nodeProxyAccess = defineRoleCheck({
  id: 'node-proxy-access',
  severity: 'high',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { cisAks: ['4.1.9'], cisKubernetes: ['5.1.10'], nsa: 'Authentication and authorization', mitre: ['T1609', 'T1611'] },
  permissions: [{ apiGroup: '', resources: ['nodes/proxy'], verbs: ['get', 'create', 'update', 'patch', 'delete'], isClusterWide: true }],
  evenWhenNamed: true,
})
