import { defineRoleCheck } from '../../rbac/define-role-check.ts'

/**
 * Access to admission configuration should be restricted.
 *
 * Restricted field: rules[*] of ClusterRole: create, update, patch or delete on webhook configurations and admission policies
 * Allowed: rules that name the configurations (resourceNames); built-in roles
 * Source: CIS AKS 1.8, 4.1.11; CIS Kubernetes 1.10, 5.1.12; admission policies (Kubernetes ≥ 1.30) decide the same without a
 * webhook
 */
export const webhookConfigurationAccess = defineRoleCheck({
  id: 'webhook-configuration-access',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { cisAks: ['4.1.11'], cisKubernetes: ['5.1.12'], nsa: 'Authentication and authorization', mitre: ['T1562', 'T1098'] },
  permissions: [
    {
      apiGroup: 'admissionregistration.k8s.io',
      resources: [
        'validatingwebhookconfigurations',
        'mutatingwebhookconfigurations',
        'validatingadmissionpolicies',
        'validatingadmissionpolicybindings',
        'mutatingadmissionpolicies',
        'mutatingadmissionpolicybindings',
      ],
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
      isClusterWide: true,
    },
  ],
})
