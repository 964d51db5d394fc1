import type { Resource } from '../inventory/inventory.ts'
import { type CheckMetadata, defineObjectCheck, notApplicable, type ObjectCheck, type Violation, violation } from '../model/check.ts'
import { clusterRoleKind, isBuiltInRole, type PolicyRule, roleKinds, rulesOf } from './roles.ts'

/** A permission that a check looks for: any of the verbs on any of the resources. */
type Permission = {
  readonly apiGroup: string
  readonly resources: readonly string[]
  readonly verbs: readonly string[]
  /** Whether the resources have no namespace, so that only a ClusterRole can grant them. */
  readonly isClusterWide?: true
}

type RoleCheckDefinition = CheckMetadata & {
  readonly permissions: readonly Permission[]
  /** Whether a rule that names the objects it is about (`resourceNames`) is a finding as well. Default false. */
  readonly evenWhenNamed?: boolean
  /** Which roles can grant it at all; default all. */
  readonly appliesTo?: (resource: Resource) => boolean
  /** Objects whose naming counts as reaching them; without it a rule with `resourceNames` reaches none. */
  readonly names?: readonly string[]
}

const healthy: readonly Violation[] = []

/**
 * A check of Roles and ClusterRoles for a permission, wildcards included. Each rule that grants it is one violation with
 * `{verbs}` and `{resources}` as the rule spells them.
 */
export function defineRoleCheck({ permissions, evenWhenNamed = false, appliesTo, names, ...metadata }: RoleCheckDefinition): ObjectCheck {
  return defineObjectCheck({
    ...metadata,
    kinds: roleKinds,
    evaluate({ resource }) {
      if (isBuiltInRole(resource)) return notApplicable('built-in')
      if (appliesTo !== undefined && !appliesTo(resource)) return healthy
      // A RoleBinding gives what its role allows in its own namespace and nothing outside of namespaces.
      const grantable = resource.kind === clusterRoleKind ? permissions : permissions.filter(({ isClusterWide }) => isClusterWide !== true)
      let found: Violation[] | undefined
      const rules = rulesOf(resource)
      for (let index = 0; index < rules.length; index += 1) {
        const rule = rules[index] as PolicyRule
        if (!evenWhenNamed && isConfinedTo(rule, names)) continue
        const granted = grantedBy(rule, grantable)
        if (granted === undefined) continue
        found ??= []
        found.push(violation(`/rules/${index}`, granted))
      }
      return found ?? healthy
    },
  })
}

/** Whether the rule names its objects, and none of those that matter. */
function isConfinedTo({ resourceNames }: PolicyRule, names: readonly string[] = []): boolean {
  return resourceNames !== undefined && resourceNames.length > 0 && !resourceNames.some((name) => names.includes(name))
}

/** What of the permissions the rule grants, in the rule's own words; undefined when nothing. */
function grantedBy(rule: PolicyRule, permissions: readonly Permission[]): { verbs: string; resources: string } | undefined {
  let verbs: Set<string> | undefined
  let resources: Set<string> | undefined
  for (const permission of permissions) {
    if (!isGranted(rule, permission)) continue
    verbs ??= new Set()
    resources ??= new Set()
    for (const verb of rule.verbs ?? []) if (verb === '*' || permission.verbs.includes(verb)) verbs.add(verb)
    for (const resource of rule.resources ?? [])
      if (permission.resources.some((wanted) => coversResource(resource, wanted))) resources.add(resource)
  }
  return verbs && resources && { verbs: [...verbs].join(', '), resources: [...resources].join(', ') }
}

/** Kubernetes, rbac/v1: verbs, groups and resources match literally or by `*`; `*` + `/` + subresource stands for that subresource of all. */
function isGranted(rule: PolicyRule, { apiGroup, resources, verbs }: Permission): boolean {
  if (!includesOrAll(rule.apiGroups, apiGroup)) return false
  const hasVerb = rule.verbs?.some((verb) => verb === '*' || verbs.includes(verb)) ?? false
  return hasVerb && (rule.resources?.some((resource) => resources.some((wanted) => coversResource(resource, wanted))) ?? false)
}

function includesOrAll(values: readonly string[] | undefined, wanted: string): boolean {
  return values?.some((value) => value === '*' || value === wanted) ?? false
}

function coversResource(granted: string, wanted: string): boolean {
  if (granted === '*' || granted === wanted) return true
  return granted.startsWith('*/') && wanted.includes('/') && wanted.endsWith(granted.slice(1))
}
