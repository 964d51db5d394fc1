import { defineRelationCheck, notApplicable, violation } from '../../model/check.ts'
import { bindingKinds, isBuiltInBinding, isPresumedRole, roleReferenceOf } from '../../rbac/roles.ts'

/**
 * Bindings should refer to roles that exist.
 *
 * Restricted field: roleRef of RoleBinding and ClusterRoleBinding
 * Allowed: roles that exist; those that every cluster has
 * Source: Kubernetes, "Using RBAC Authorization": the API server takes a binding to a missing role, and it comes to life when
 * somebody makes a role of that name
 */
export const danglingRoleBindings = defineRelationCheck({
  id: 'dangling-role-bindings',
  severity: 'low',
  control: 'manage-access-and-permissions',
  category: 'correctness',
  maps: { mitre: ['T1098'] },
  kinds: bindingKinds,
  reads: ['rbac.authorization.k8s.io/Role', 'rbac.authorization.k8s.io/ClusterRole'],
  *affected(changed, inventory) {
    for (const kind of bindingKinds)
      for (const binding of inventory.ofKind(kind)) if (roleReferenceOf(binding).name === changed.name) yield binding
  },
  evaluate({ resource, inventory }) {
    if (isBuiltInBinding(resource)) return notApplicable('built-in')
    const { kind = '', name = '' } = roleReferenceOf(resource)
    const isClusterRole = kind === 'ClusterRole'
    if (name === '' || (isClusterRole && isPresumedRole(name))) return []
    const roleKind = `rbac.authorization.k8s.io/${kind}`
    const found = isClusterRole ? inventory.get(roleKind, '', name) : inventory.find(roleKind, resource.namespace, name)
    if (found !== undefined) return []
    return inventory.knows(roleKind, isClusterRole ? undefined : resource.namespace)
      ? [violation('/roleRef/name', { kind, role: name })]
      : notApplicable('kind-not-known')
  },
})
