import type { Permission } from '@toride/core/access'
import type { ErrorCode } from '@toride/core/errors'
import type { z } from 'zod'

/**
 * Who may call a route.
 *
 * - `public`: everybody, signed in or not
 * - `session`: whoever is signed in; what it touches belongs to the caller
 * - a permission `at` the tenant: only with an assignment for the whole tenant
 * - a permission `at` anywhere: with any assignment that gives it; the answer holds only what lies in its scopes, and a
 *   target outside them does not exist for the caller
 */
export type Access = 'public' | 'session' | { readonly permission: Permission; readonly at: 'tenant' | 'anywhere' }

export type RouteDefinition = {
  readonly tag: string
  readonly summary: string
  readonly access: Access
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** Status of success. */
  readonly status: 200 | 201 | 202 | 204
  /** Body of success; left out for 204 and for streams. */
  readonly response?: z.ZodType
  /** The list can be had as CSV: `Accept: text/csv`, or `.csv` after the path. */
  readonly csv?: true
  /** Answers with server-sent events. */
  readonly stream?: true
  /** Codes of `core/errors` that this route answers with, besides those that every route can. */
  readonly errors?: readonly ErrorCode[]
}

/** A route that keeps the types of its schemas. */
export function route<const R extends RouteDefinition>(definition: R): R {
  return definition
}
