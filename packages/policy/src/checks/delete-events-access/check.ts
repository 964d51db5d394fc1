import { defineRoleCheck } from '../../rbac/define-role-check.ts'

/**
 * Access to delete events should be restricted.
 *
 * Restricted field: rules[*] of Role and ClusterRole: delete or deletecollection on events
 * Allowed: built-in roles
 * Source: Threat matrix for Kubernetes, "Delete Kubernetes events" (defense evasion)
 */
export const deleteEventsAccess = defineRoleCheck({
  id: 'delete-events-access',
  severity: 'low',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { nsa: 'Audit logging and threat detection', mitre: ['T1070'] },
  permissions: [
    { apiGroup: '', resources: ['events'], verbs: ['delete', 'deletecollection'] },
    { apiGroup: 'events.k8s.io', resources: ['events'], verbs: ['delete', 'deletecollection'] },
  ],
})
