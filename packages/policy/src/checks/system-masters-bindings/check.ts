import { defineObjectCheck, notApplicable } from '../../model/check.ts'
import { bindingKinds, isBuiltInBinding, subjectViolations } from '../../rbac/roles.ts'

/**
 * The group system:masters should not be used.
 *
 * Restricted field: subjects[*] of bindings: group system:masters
 * Allowed: the binding cluster-admin that the control plane makes
 * Source: CIS Kubernetes 1.10, 5.1.7; regolibrary C-0246: members pass every authorization before RBAC is asked, and
 * cannot be revoked
 */
export const systemMastersBindings = defineObjectCheck({
  id: 'system-masters-bindings',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { cisKubernetes: ['5.1.7'], nsa: 'Authentication and authorization', mitre: ['T1078.003'] },
  kinds: bindingKinds,
  evaluate({ resource }) {
    if (isBuiltInBinding(resource)) return notApplicable('built-in')
    return subjectViolations(resource, ({ kind, name }) => (kind === 'Group' && name === 'system:masters' ? 'default' : undefined))
  },
})
