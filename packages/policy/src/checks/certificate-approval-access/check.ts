import { defineRoleCheck } from '../../rbac/define-role-check.ts'

/**
 * Access to approve certificate signing requests should be restricted.
 *
 * Restricted field: rules[*] of ClusterRole: update or patch on certificatesigningrequests/approval
 * Allowed: built-in roles
 * Source: CIS AKS 1.8, 4.1.10; CIS Kubernetes 1.10, 5.1.11; Kubernetes, "Certificate Signing Requests", authorization
 */
export const certificateApprovalAccess = defineRoleCheck({
  id: 'certificate-approval-access',
  severity: 'high',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { cisAks: ['4.1.10'], cisKubernetes: ['5.1.11'], nsa: 'Authentication and authorization', mitre: ['T1649', 'T1098'] },
  permissions: [
    {
      apiGroup: 'certificates.k8s.io',
      resources: ['certificatesigningrequests/approval'],
      verbs: ['update', 'patch'],
      isClusterWide: true,
    },
  ],
})
