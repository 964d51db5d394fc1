import { defineObjectCheck, notApplicable, type Violation, violation } from '../../model/check.ts'
import { isBuiltInRole, roleKinds, rulesOf } from '../../rbac/roles.ts'

/**
 * Wildcards in roles should be avoided.
 *
 * Restricted field: rules[*].verbs, .resources and .apiGroups of Role and ClusterRole
 * Allowed: anything without `*`; built-in roles
 * Source: Azure Policy ca8d5704-aa2b-40cf-b110-dc19052825ad; CIS AKS 1.8, 4.1.3; CIS Kubernetes 1.10, 5.1.3
 */
export const wildcardRoles = defineObjectCheck({
  id: 'wildcard-roles',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: {
    azurePolicy: 'ca8d5704-aa2b-40cf-b110-dc19052825ad',
    cisAks: ['4.1.3'],
    cisKubernetes: ['5.1.3'],
    nsa: 'Authentication and authorization',
    mitre: ['T1078'],
  },
  kinds: roleKinds,
  evaluate({ resource }) {
    if (isBuiltInRole(resource)) return notApplicable('built-in')
    const found: Violation[] = []
    for (const [index, { verbs, resources, apiGroups }] of rulesOf(resource).entries()) {
      if (verbs?.includes('*')) found.push(violation(`/rules/${index}/verbs`, {}, 'verbs'))
      if (resources?.some((name) => name.includes('*'))) found.push(violation(`/rules/${index}/resources`, {}, 'resources'))
      if (apiGroups?.includes('*')) found.push(violation(`/rules/${index}/apiGroups`, {}, 'groups'))
    }
    return found
  },
})
