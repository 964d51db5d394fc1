import { z } from 'zod'
import { page, pageQuery } from './page.ts'
import { documentScope } from './policies.ts'
import { route } from './route.ts'
import { checkId, count, id, name, named, resourceId, several, timestamp } from './values.ts'

/** `mitigated`: solved by other means, counts as healthy; `waiver`: the risk is accepted, left out of the score. */
export const exemptionCategory = z.enum(['waiver', 'mitigated'])

const pattern = z.string().min(1).max(253)

/** `*` stands for all checks. */
const checks = z
  .array(z.union([checkId, z.literal('*')]))
  .min(1)
  .max(200)

export const exemption = z
  .object({
    id,
    name: z.string(),
    checks,
    category: exemptionCategory,
    reason: z.string(),
    scope: documentScope,
    /** Names for the ids in the scope. */
    environments: z.array(named),
    clusters: z.array(named),
    /** Kinds and names of resources, with `*` at either end of names; empty: all. */
    kinds: z.array(z.string()),
    names: z.array(z.string()),
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
  checks,
  category: exemptionCategory,
  reason: z.string().trim().min(1).max(2000),
  expiresAt: timestamp.nullable(),
}

const place = {
  scope: documentScope.optional(),
  kinds: z.array(pattern).max(100).optional(),
  names: z.array(pattern).max(500).optional(),
}

const tag = 'Exemptions'
const read = { permission: 'exemption:read', at: 'anywhere' } as const
const write = { permission: 'exemption:write', at: 'anywhere' } as const
const params = z.object({ exemption: id })
const errors = ['scope-not-found', 'resource-not-found'] as const

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
    /** The place is a scope, or resources by their ids; those of several namespaces or kinds make several exemptions. */
    body: z.union([z.strictObject({ ...common, ...place }), z.strictObject({ ...common, resources: z.array(resourceId).min(1).max(100) })]),
    status: 201,
    response: z.object({ items: z.array(exemption) }),
    errors,
  }),
  getExemption: route({ tag, summary: 'One exemption', access: read, params, status: 200, response: exemption }),
  updateExemption: route({
    tag,
    summary: 'Replace an exemption',
    access: write,
    params,
    body: z.strictObject({ ...common, ...place }),
    status: 200,
    response: exemption,
    errors,
  }),
  deleteExemption: route({ tag, summary: 'Delete an exemption', access: write, params, status: 204 }),
}
