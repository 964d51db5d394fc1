import { readFileSync } from 'node:fs'

/** One line of the audit log, as far as tests look at it (`audit.k8s.io/v1`, Event). */
export type AuditEvent = {
  readonly verb: string
  readonly requestURI: string
  readonly user: { readonly username: string }
  readonly userAgent?: string
  readonly objectRef?: { readonly resource?: string; readonly namespace?: string; readonly name?: string }
  readonly responseStatus?: { readonly code?: number }
}

/** The requests that the product itself made and that were written down so far. */
export function auditedRequests(file: string): AuditEvent[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as AuditEvent)
    .filter(({ userAgent }) => userAgent === 'toride')
}
