import { ApiError } from '@toride/contract/client'
import type { ProblemDetails } from '@toride/contract/problem'

/** What an error says: the API's problem, or undefined when the network or our own code failed. */
export function problemOf(error: unknown): ProblemDetails | undefined {
  return error instanceof ApiError ? error.problem : undefined
}

/**
 * What the server tells of a problem, in English: in its answer to a request, or in something that it has kept, like the
 * end of a job. Undefined when it told nothing, because the network or our own code failed.
 */
export function toldBy(error: unknown): { readonly code: string; readonly text: string; readonly hint: string } | undefined {
  const answer = problemOf(error)
  if (answer !== undefined) return { code: answer.code, text: answer.detail, hint: answer.hint }
  if (!isKept(error)) return undefined
  return { code: error.code, text: error.message, hint: error.hint }
}

type KeptProblem = { readonly code: string; readonly message: string; readonly hint: string }

function isKept(error: unknown): error is KeptProblem {
  return error !== null && typeof error === 'object' && 'code' in error && 'message' in error && 'hint' in error
}

/** Whether nobody is signed in any more. */
export function isSignedOut(error: unknown): boolean {
  return problemOf(error)?.status === 401
}

/** Whether the user may not see this. */
export function isForbidden(error: unknown): boolean {
  return problemOf(error)?.status === 403
}

/** Whether it does not exist, or not for this user. */
export function isMissing(error: unknown): boolean {
  return problemOf(error)?.status === 404
}

/** The message for one field of a form: a body's field by its JSON Pointer without the leading slash. */
export function fieldMessage(error: unknown, field: string): string | undefined {
  return problemOf(error)?.errors.find(({ path }) => path === `/${field}` || path === `body/${field}` || path.startsWith(`/${field}/`))
    ?.message
}
