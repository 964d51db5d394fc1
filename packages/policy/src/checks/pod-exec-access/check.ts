import { defineRoleCheck } from '../../rbac/define-role-check.ts'

/**
 * Access to run commands in pods should be restricted.
 *
 * Restricted field: rules[*] of Role and ClusterRole: create or get on pods/exec and pods/attach
 * Allowed: rules that name the pods (resourceNames); built-in roles
 * Source: Kubernetes, "RBAC good practices", privilege escalation risks. `get` counts: a WebSocket connection is a GET request
 * and was authorized as such before Kubernetes 1.35.
 */
export const podExecAccess = defineRoleCheck({
  id: 'pod-exec-access',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { nsa: 'Authentication and authorization', mitre: ['T1609'] },
  permissions: [{ apiGroup: '', resources: ['pods/exec', 'pods/attach'], verbs: ['create', 'get'] }],
})
