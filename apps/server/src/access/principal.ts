import { type Assignment, type Permission, permissions, type Scope, scopesOf, scopesOfToken } from '@toride/core/access'
import type { Locale } from '@toride/core/locale'

/** Who makes a request: a user with a session, or a token that a user has made. */
export type Principal = {
  readonly user: {
    readonly id: string
    readonly username: string
    readonly displayName: string
    readonly email: string | null
    readonly locale: Locale | null
  }
  readonly assignments: readonly Assignment[]
  readonly passwordChangeRequired: boolean
  readonly expiresAt: Date
  readonly credential:
    | { readonly kind: 'session'; readonly hash: Buffer }
    | { readonly kind: 'token'; readonly id: string; readonly name: string; readonly assignments: readonly Assignment[] }
}

/** Where the permission holds for the principal; nowhere is the empty list. */
export function scopesAllowed({ assignments, credential }: Principal, permission: Permission): readonly Scope[] {
  return credential.kind === 'token' ? scopesOfToken(permission, credential.assignments, assignments) : scopesOf(permission, assignments)
}

/** Every permission that holds somewhere. */
export function permissionsAllowed(principal: Principal): readonly Permission[] {
  return permissions.filter((permission) => scopesAllowed(principal, permission).length > 0)
}
