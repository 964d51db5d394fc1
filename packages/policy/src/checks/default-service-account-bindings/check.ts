import { defineObjectCheck, notApplicable } from '../../model/check.ts'
import { bindingKinds, isBuiltInBinding, subjectViolations } from '../../rbac/roles.ts'

/**
 * The default service account should have no permissions.
 *
 * Restricted field: subjects[*] of bindings: ServiceAccount named default
 * Allowed: any other service account
 * Source: CIS AKS 1.8, 4.1.5; CIS Kubernetes 1.10, 5.1.5
 */
export const defaultServiceAccountBindings = defineObjectCheck({
  id: 'default-service-account-bindings',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { cisAks: ['4.1.5'], cisKubernetes: ['5.1.5'], nsa: 'Authentication and authorization', mitre: ['T1078.001', 'T1528'] },
  kinds: bindingKinds,
  evaluate({ resource }) {
    if (isBuiltInBinding(resource)) return notApplicable('built-in')
    return subjectViolations(resource, ({ kind, name }) => (kind === 'ServiceAccount' && name === 'default' ? 'default' : undefined))
  },
})
