import { z } from 'zod'
import { page, pageQuery } from './page.ts'
import { route } from './route.ts'
import { json, several, timestamp } from './values.ts'

/** Who did what, when, from where. Entries are only ever added. */
export const auditEntry = z
  .object({
    id: z.string(),
    at: timestamp,
    actor: z.object({ kind: z.enum(['user', 'token', 'system', 'anonymous']), name: z.string() }),
    /** Network address of the request. */
    address: z.string().nullable(),
    /** Like `exemption.create`. */
    action: z.string(),
    target: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string() }),
    before: json.nullable(),
    after: json.nullable(),
  })
  .meta({ id: 'AuditEntry' })

export type AuditEntry = z.output<typeof auditEntry>

export const auditLogRoutes = {
  listAuditLog: route({
    tag: 'Audit log',
    summary: 'Every change, newest first',
    access: { permission: 'audit:read', at: 'tenant' },
    query: z.object({
      ...pageQuery(['at'], ['action', 'actor', 'target']),
      action: several(z.string().max(100)),
      actor: several(z.string().max(100)),
      /** Kinds of targets. */
      target: several(z.string().max(100)),
      from: timestamp.optional(),
      to: timestamp.optional(),
      q: z.string().max(200).optional(),
    }),
    status: 200,
    response: page(auditEntry),
    csv: true,
  }),
}
