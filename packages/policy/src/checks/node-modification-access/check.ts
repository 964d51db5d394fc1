import { defineRoleCheck } from '../../rbac/define-role-check.ts'

/**
 * Access to change nodes should be restricted.
 *
 * Restricted field: rules[*] of ClusterRole: create, update, patch or delete on nodes
 * Allowed: rules that name the nodes (resourceNames); built-in roles
 * Source: Azure Policy 53a4a537-990c-495a-92e0-7c21a465442c (editing individual nodes); labels and taints of a node decide which
 * pods run there
 */
export const nodeModificationAccess = defineRoleCheck({
  id: 'node-modification-access',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { azurePolicy: '53a4a537-990c-495a-92e0-7c21a465442c', nsa: 'Authentication and authorization', mitre: ['T1578'] },
  permissions: [
    { apiGroup: '', resources: ['nodes'], verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'], isClusterWide: true },
  ],
})
