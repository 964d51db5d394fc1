import { defineObjectCheck, notApplicable } from '../../model/check.ts'
import { bindingKinds, isBuiltInBinding, roleReferenceOf, subjectViolations } from '../../rbac/roles.ts'

/**
 * The role cluster-admin should only be used where required.
 *
 * Restricted field: subjects[*] of ClusterRoleBinding and RoleBinding whose roleRef is ClusterRole/cluster-admin
 * Allowed: the subjects of the parameter, which every cluster needs to start; bindings that the control plane restores
 * Source: Azure Policy a3dc4946-dba6-43e6-950d-f96532848c9f; CIS AKS 1.8, 4.1.1; CIS Kubernetes 1.10, 5.1.1
 */
export const clusterAdminBindings = defineObjectCheck({
  id: 'cluster-admin-bindings',
  severity: 'high',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: {
    azurePolicy: 'a3dc4946-dba6-43e6-950d-f96532848c9f',
    cisAks: ['4.1.1'],
    cisKubernetes: ['5.1.1'],
    nsa: 'Authentication and authorization',
    mitre: ['T1078.003'],
  },
  parameters: { allowedSubjects: { type: 'strings', default: ['system:masters', 'kubeadm:cluster-admins'] } },
  kinds: bindingKinds,
  prepare: ({ allowedSubjects }) => new Set(allowedSubjects),
  evaluate({ resource, prepared }) {
    const { kind, name } = roleReferenceOf(resource)
    if (kind !== 'ClusterRole' || name !== 'cluster-admin') return []
    if (isBuiltInBinding(resource)) return notApplicable('built-in')
    const message = resource.kind === 'rbac.authorization.k8s.io/ClusterRoleBinding' ? 'default' : 'namespace'
    return subjectViolations(resource, (subject) => (prepared.has(subject.name ?? '') ? undefined : message))
  },
})
