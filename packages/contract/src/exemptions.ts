import { z } from 'zod'
import { page, pageQuery } from './page.ts'
import { route } from './route.ts'
import { checkId, count, id, localizedText, name, resourceId, scope, several, timestamp } from './values.ts'

/** `mitigated`: solved by other means, counts as healthy; `waiver`: the risk is accepted, left out of the score. */
export const exemptionCategory = z.enum(['waiver', 'mitigated'])

/** A resource within the scope: its `group/Kind` and name. */
export const exemptResource = z.object({ kind: z.string().min(1).max(300), name: z.string().min(1).max(253) })

export const exemption = z
  .object({
    id,
    name: z.string(),
    checks: z.array(z.object({ check: checkId, title: localizedText })),
    scope,
    scopeName: z.string(),
    /** Only these resources of the scope; empty: all of them. */
    resources: z.array(exemptResource),
    category: exemptionCategory,
    reason: z.string(),
    expiresAt: timestamp.nullable(),
    state: z.enum(['active', 'expired']),
    /** Assessments that it exempts now. */
    affected: count,
    createdBy: z.string(),
    createdAt: timestamp,
    updatedBy: z.string(),
    updatedAt: timestamp,
  })
  .meta({ id: 'Exemption' })

export type Exemption = z.output<typeof exemption>

const common = {
  name,
  checks: z.array(checkId).min(1).max(200),
  category: exemptionCategory,
  reason: z.string().trim().min(1).max(2000),
  expiresAt: timestamp.nullable(),
}

/** The place is a scope, or resources by their ids; these share one cluster. */
export const exemptionInput = z.union([
  z.strictObject({ ...common, scope }),
  z.strictObject({ ...common, resources: z.array(resourceId).min(1).max(100) }),
])

const tag = 'Exemptions'
const read = { permission: 'exemption:read', at: 'anywhere' } as const
const write = { permission: 'exemption:write', at: 'anywhere' } as const
const params = z.object({ exemption: id })
const errors = ['scope-not-found', 'resource-not-found', 'exemption-invalid']

export const exemptionRoutes = {
  listExemptions: route({
    tag,
    summary: 'Exemptions',
    access: read,
    query: z.object({
      ...pageQuery(['name', 'createdAt', 'expiresAt'], ['category', 'state', 'check']),
      q: z.string().max(200).optional(),
      category: several(exemptionCategory),
      state: several(z.enum(['active', 'expired'])),
      check: several(checkId),
    }),
    status: 200,
    response: page(exemption),
    csv: true,
  }),
  createExemption: route({
    tag,
    summary: 'Exempt a scope or resources from recommendations',
    access: write,
    body: exemptionInput,
    status: 201,
    response: exemption,
    errors,
  }),
  getExemption: route({ tag, summary: 'One exemption', access: read, params, status: 200, response: exemption }),
  updateExemption: route({
    tag,
    summary: 'Change category, reason, name, checks or expiry; the place stays',
    access: write,
    params,
    body: z.strictObject(common),
    status: 200,
    response: exemption,
    errors,
  }),
  deleteExemption: route({ tag, summary: 'Delete an exemption', access: write, params, status: 204 }),
}
