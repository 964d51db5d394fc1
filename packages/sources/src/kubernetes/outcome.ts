import type { Problem } from '@toride/core/errors'

/** A value, or why there is none. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }

export function success<T>(value: T): Outcome<T> {
  return { ok: true, value }
}

export function failure(problem: Problem): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem }
}
