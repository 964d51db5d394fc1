import { type ErrorCode, errorTable, fillPlaceholders } from '@toride/core/errors'

/** A field of a request that is wrong: a JSON Pointer into the body, or `query/name`, `params/name`. */
export type FieldProblem = { readonly path: string; readonly message: string }

/** Ends a request with a problem of the error table. Thrown by services, answered in one place. */
export class RequestProblem extends Error {
  override readonly name = 'RequestProblem'
  readonly code: ErrorCode
  readonly data: Readonly<Record<string, string | number>>
  readonly fields: readonly FieldProblem[]
  constructor(code: ErrorCode, data: Readonly<Record<string, string | number>> = {}, fields: readonly FieldProblem[] = []) {
    super(fillPlaceholders(errorTable[code].message, data))
    this.code = code
    this.data = data
    this.fields = fields
  }
}

/** The request has fields that do not fit. */
export function invalidRequest(fields: readonly FieldProblem[]): RequestProblem {
  const shown = fields.map(({ path, message }) => `${path === '' ? 'body' : path}: ${message}`).join('; ')
  return new RequestProblem('request-invalid', { fields: shown.length > 500 ? `${fields.length} fields` : shown }, fields)
}
