import { defineRelationCheck, notApplicable, type Violation, violation } from '../../model/check.ts'
import { bindingKinds, isBuiltInBinding, roleReferenceOf, subjectsOf } from '../../rbac/roles.ts'

/**
 * Bindings should name service accounts that exist.
 *
 * Restricted field: subjects[*] of RoleBinding and ClusterRoleBinding, kind ServiceAccount
 * Allowed: service accounts that exist; default, which every namespace has
 * Source: Kubernetes API, rbac/v1 Subject: nothing checks the name, and whoever may make service accounts there takes the role
 */
export const danglingBindingSubjects = defineRelationCheck({
  id: 'dangling-binding-subjects',
  severity: 'low',
  control: 'manage-access-and-permissions',
  category: 'correctness',
  maps: { mitre: ['T1098'] },
  kinds: bindingKinds,
  reads: ['/ServiceAccount'],
  *affected(changed, inventory) {
    for (const kind of bindingKinds)
      for (const binding of inventory.ofKind(kind)) if (subjectsOf(binding).some(({ name }) => name === changed.name)) yield binding
  },
  evaluate({ resource, inventory }) {
    if (isBuiltInBinding(resource)) return notApplicable('built-in')
    const found: Violation[] = []
    let isUnknown = false
    for (const [index, { kind, name = '', namespace = resource.namespace }] of subjectsOf(resource).entries()) {
      if (kind !== 'ServiceAccount' || name === 'default' || inventory.find('/ServiceAccount', namespace, name) !== undefined) continue
      if (!inventory.knows('/ServiceAccount', namespace)) isUnknown = true
      else found.push(violation(`/subjects/${index}/name`, { namespace, name, role: roleReferenceOf(resource).name ?? '' }))
    }
    return isUnknown && found.length === 0 ? notApplicable('kind-not-known') : found
  },
})
