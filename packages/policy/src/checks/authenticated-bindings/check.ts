import { defineObjectCheck, notApplicable } from '../../model/check.ts'
import { bindingKinds, isBuiltInBinding, subjectViolations } from '../../rbac/roles.ts'

/**
 * Groups of everybody should have no permissions.
 *
 * Restricted field: subjects[*] of bindings: groups system:authenticated and system:serviceaccounts
 * Allowed: the bindings that the control plane makes (discovery, basic user); the service accounts of one namespace
 * (system:serviceaccounts:<namespace>)
 * Source: regolibrary C-0265; Google Kubernetes Engine, "Harden your cluster's security", default groups
 */
export const authenticatedBindings = defineObjectCheck({
  id: 'authenticated-bindings',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { nsa: 'Authentication and authorization', mitre: ['T1078.001'] },
  kinds: bindingKinds,
  evaluate({ resource }) {
    if (isBuiltInBinding(resource)) return notApplicable('built-in')
    return subjectViolations(resource, ({ name, kind }) => {
      if (kind !== 'Group') return undefined
      if (name === 'system:authenticated') return 'default'
      return name === 'system:serviceaccounts' ? 'service-accounts' : undefined
    })
  },
})
