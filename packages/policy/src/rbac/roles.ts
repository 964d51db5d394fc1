import type { Resource } from '../inventory/inventory.ts'
import { type Violation, violation } from '../model/check.ts'

/** One rule of a Role or ClusterRole (Kubernetes API, rbac/v1 PolicyRule). */
export type PolicyRule = {
  readonly apiGroups?: readonly string[]
  readonly resources?: readonly string[]
  readonly verbs?: readonly string[]
  readonly resourceNames?: readonly string[]
  readonly nonResourceURLs?: readonly string[]
}

export type Subject = { readonly kind?: string; readonly apiGroup?: string; readonly name?: string; readonly namespace?: string }

export type RoleReference = { readonly apiGroup?: string; readonly kind?: string; readonly name?: string }

export const clusterRoleKind = 'rbac.authorization.k8s.io/ClusterRole'

export const roleKinds = ['rbac.authorization.k8s.io/Role', clusterRoleKind] as const

export const bindingKinds = ['rbac.authorization.k8s.io/RoleBinding', 'rbac.authorization.k8s.io/ClusterRoleBinding'] as const

const noRules: readonly PolicyRule[] = []
const noSubjects: readonly Subject[] = []

export function rulesOf({ object }: Resource): readonly PolicyRule[] {
  return (object.rules as readonly PolicyRule[] | undefined) ?? noRules
}

export function subjectsOf({ object }: Resource): readonly Subject[] {
  return (object.subjects as readonly Subject[] | undefined) ?? noSubjects
}

export function roleReferenceOf({ object }: Resource): RoleReference {
  return (object.roleRef as RoleReference | undefined) ?? {}
}

/** The roles for people that the API server makes and restores; all others of its own begin with `system:`. */
const userFacingRoles = new Set(['cluster-admin', 'admin', 'edit', 'view'])

/** Whether the API server or the add-on manager of a cloud provider made the object and would restore it after a change. */
function isRestored({ name, object }: Resource): boolean {
  const labels = object.metadata.labels
  if (labels === undefined) return false
  if (labels['addonmanager.kubernetes.io/mode'] === 'Reconcile') return true
  // The label alone would let anybody hide a role: the names that Kubernetes uses are needed as well.
  return labels['kubernetes.io/bootstrapping'] === 'rbac-defaults' && (userFacingRoles.has(name) || name.startsWith('system:'))
}

/**
 * Whether a role is the control plane's own. Names that begin with `system:` are reserved for it (Kubernetes, "Using RBAC
 * Authorization", default roles): cloud providers name theirs so without the label.
 */
export function isBuiltInRole(resource: Resource): boolean {
  return resource.name.startsWith('system:') || isRestored(resource)
}

/** Whether a binding is the control plane's own. Anybody can name a binding `system:…`, so that the name does not count here. */
export function isBuiltInBinding(resource: Resource): boolean {
  return isRestored(resource)
}

/** Roles that every cluster has, so that manifests need not bring them. */
export function isPresumedRole(name: string): boolean {
  return userFacingRoles.has(name) || name.startsWith('system:')
}

const healthy: readonly Violation[] = []

/**
 * A violation for each subject that `judge` names a message for. Their `{subject}` is what people call it:
 * `Group system:masters`, `ServiceAccount shop/cart`.
 */
export function subjectViolations(resource: Resource, judge: (subject: Subject) => string | undefined): readonly Violation[] {
  let found: Violation[] | undefined
  const subjects = subjectsOf(resource)
  for (let index = 0; index < subjects.length; index += 1) {
    const subject = subjects[index] as Subject
    const message = judge(subject)
    if (message === undefined) continue
    found ??= []
    found.push(violation(`/subjects/${index}`, { subject: nameOfSubject(subject), role: roleReferenceOf(resource).name ?? '' }, message))
  }
  return found ?? healthy
}

function nameOfSubject({ kind = '', name = '', namespace }: Subject): string {
  return kind === 'ServiceAccount' && namespace !== undefined ? `${kind} ${namespace}/${name}` : `${kind} ${name}`
}
