import { defineObjectCheck, notApplicable } from '../../model/check.ts'
import { bindingKinds, isBuiltInBinding, roleReferenceOf, subjectViolations } from '../../rbac/roles.ts'

/**
 * Anonymous users should have no permissions.
 *
 * Restricted field: subjects[*] of bindings: user system:anonymous, group system:unauthenticated
 * Allowed: the roles that only tell health and version (system:public-info-viewer); the Role through which kubeadm hands out
 * the cluster's CA to nodes that join
 * Source: NSA/CISA Kubernetes Hardening Guide 1.2, "Anonymous requests"; regolibrary C-0262
 */
export const anonymousBindings = defineObjectCheck({
  id: 'anonymous-bindings',
  severity: 'high',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { nsa: 'Authentication and authorization', mitre: ['T1078.001', 'T1190'] },
  kinds: bindingKinds,
  evaluate({ resource }) {
    if (isBuiltInBinding(resource)) return notApplicable('built-in')
    const role = roleReferenceOf(resource).name
    if (role === 'system:public-info-viewer' || role === 'kubeadm:bootstrap-signer-clusterinfo') return []
    return subjectViolations(resource, ({ name }) =>
      name === 'system:anonymous' || name === 'system:unauthenticated' ? 'default' : undefined,
    )
  },
})
