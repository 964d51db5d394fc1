/**
 * Who may do what, and where. A person or a token has assignments, each a role at a scope; a permission holds at a scope
 * when one assignment gives both. Permissions of one assignment never widen the scope of another.
 */
export const roles = ['clusterAdmin', 'appDeveloper', 'securityAnalyst', 'auditor'] as const

export type Role = (typeof roles)[number]

export const permissions = [
  'environment:read',
  'environment:write',
  'inventory:read',
  'recommendation:read',
  'fix:preview',
  'fix:apply',
  'policy:read',
  'policy:write',
  'exemption:read',
  'exemption:write',
  'job:read',
  'user:read',
  'user:write',
  'audit:read',
  'health:read',
] as const

export type Permission = (typeof permissions)[number]

const reading = ['environment:read', 'inventory:read', 'recommendation:read', 'exemption:read', 'job:read'] as const

/** What each role may do where it is assigned. */
export const permissionsOfRole: Readonly<Record<Role, readonly Permission[]>> = {
  clusterAdmin: permissions,
  appDeveloper: [...reading, 'fix:preview', 'fix:apply'],
  securityAnalyst: [...reading, 'fix:preview', 'policy:read', 'policy:write', 'exemption:write', 'audit:read', 'health:read'],
  auditor: [...reading, 'policy:read', 'user:read', 'audit:read', 'health:read'],
}

/** A place in the tree of environments; a scope covers everything below it. Environments and clusters are named by their ids. */
export type Scope =
  | { readonly level: 'tenant' }
  | { readonly level: 'environment'; readonly environment: string }
  | { readonly level: 'cluster'; readonly environment: string; readonly cluster: string }
  | { readonly level: 'namespace'; readonly environment: string; readonly cluster: string; readonly namespace: string }

export const tenantScope: Scope = { level: 'tenant' }

export type Assignment = { readonly role: Role; readonly scope: Scope }

/** Whether `inner` is `outer` or lies below it. */
export function covers(outer: Scope, inner: Scope): boolean {
  if (outer.level === 'tenant') return true
  if (inner.level === 'tenant' || inner.environment !== outer.environment) return false
  if (outer.level === 'environment') return true
  if (inner.level === 'environment' || inner.cluster !== outer.cluster) return false
  if (outer.level === 'cluster') return true
  return inner.level === 'namespace' && inner.namespace === outer.namespace
}

/** What lies in both scopes: the narrower one, or undefined when they are apart. */
export function intersection(a: Scope, b: Scope): Scope | undefined {
  if (covers(a, b)) return b
  return covers(b, a) ? a : undefined
}

/** Whether the permission holds at the scope. */
export function isAllowed(permission: Permission, scope: Scope, assignments: readonly Assignment[]): boolean {
  return assignments.some((assignment) => permissionsOfRole[assignment.role].includes(permission) && covers(assignment.scope, scope))
}

/** Whether the permission holds anywhere. */
export function isAllowedSomewhere(permission: Permission, assignments: readonly Assignment[]): boolean {
  return assignments.some(({ role }) => permissionsOfRole[role].includes(permission))
}

/** The scopes where the permission holds, without those that another one covers. */
export function scopesOf(permission: Permission, assignments: readonly Assignment[]): readonly Scope[] {
  return outermost(assignments.filter(({ role }) => permissionsOfRole[role].includes(permission)).map(({ scope }) => scope))
}

/** Where a permission holds for a token: at its own scopes as far as its owner still has them. */
export function scopesOfToken(permission: Permission, token: readonly Assignment[], owner: readonly Assignment[]): readonly Scope[] {
  const ownersScopes = scopesOf(permission, owner)
  return outermost(
    scopesOf(permission, token).flatMap((scope) =>
      ownersScopes.map((other) => intersection(scope, other)).filter((both) => both !== undefined),
    ),
  )
}

/** The same places with the fewest scopes. */
export function outermost(scopes: readonly Scope[]): readonly Scope[] {
  return scopes.filter(
    (scope, index) =>
      !scopes.some((other, otherIndex) => otherIndex !== index && covers(other, scope) && (!covers(scope, other) || otherIndex < index)),
  )
}
