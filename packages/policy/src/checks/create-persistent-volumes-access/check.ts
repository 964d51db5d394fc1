import { defineRoleCheck } from '../../rbac/define-role-check.ts'

/**
 * Access to create persistent volumes should be restricted.
 *
 * Restricted field: rules[*] of ClusterRole: create on persistentvolumes
 * Allowed: built-in roles
 * Source: CIS AKS 1.8, 4.1.8; CIS Kubernetes 1.10, 5.1.9: a volume of type hostPath opens the node's file system
 */
export const createPersistentVolumesAccess = defineRoleCheck({
  id: 'create-persistent-volumes-access',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { cisAks: ['4.1.8'], cisKubernetes: ['5.1.9'], nsa: 'Authentication and authorization', mitre: ['T1611'] },
  permissions: [{ apiGroup: '', resources: ['persistentvolumes'], verbs: ['create'], isClusterWide: true }],
})
