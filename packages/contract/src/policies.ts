import { z } from 'zod'
import { resourceReference } from './inventory.ts'
import { page, pageQuery } from './page.ts'
import { checkCategory, effect } from './recommendations.ts'
import { route } from './route.ts'
import { assessmentState, checkId, control, count, id, json, localizedText, name, scope, several, severity, timestamp } from './values.ts'

export const parameterSchema = z.object({
  name: z.string(),
  text: localizedText,
  type: z.enum(['string', 'integer', 'boolean', 'strings', 'object']),
  format: z.enum(['regex', 'quantity', 'port-range', 'path', 'image-pattern']).nullable(),
  required: z.boolean(),
  default: json.nullable(),
  enum: z.array(z.string()).nullable(),
  minimum: z.number().nullable(),
  maximum: z.number().nullable(),
  /** JSON Schema of parameters of type `object`. */
  schema: json.nullable(),
})

/** A check as a policy can set it. */
export const check = z
  .object({
    check: checkId,
    title: localizedText,
    description: localizedText,
    severity,
    control,
    category: checkCategory,
    parameters: z.array(parameterSchema),
    excludedNamespaces: z.array(z.string()),
    enabledByDefault: z.boolean(),
    /** `group/Kind` of what it looks at; `pods` is everything that carries one. */
    kinds: z.array(z.string()),
    hasFix: z.boolean(),
    standards: z.array(z.string()),
  })
  .meta({ id: 'Check' })

export type CheckDescription = z.output<typeof check>

const pattern = z.string().min(1).max(253)

/** What a policy says about one check; what is left out stays as it is without the policy. */
export const checkSettings = z
  .strictObject({
    effect: effect.optional(),
    severity: severity.optional(),
    parameters: z.record(z.string().max(100), json).optional(),
    excludedNamespaces: z.array(pattern).max(500).optional(),
    excludedContainers: z.array(z.string().min(1).max(253)).max(500).optional(),
    /** Image names; a trailing `*` matches any ending. */
    excludedImages: z.array(z.string().min(1).max(500)).max(500).optional(),
  })
  .meta({ id: 'CheckSettings' })

export const labelSelector = z
  .strictObject({
    matchLabels: z.record(z.string().max(320), z.string().max(63)).optional(),
    matchExpressions: z
      .array(
        z.strictObject({
          key: z.string().min(1).max(320),
          operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
          values: z.array(z.string().max(63)).max(100).optional(),
        }),
      )
      .max(50)
      .optional(),
  })
  .meta({ id: 'LabelSelector' })

/** A policy assignment: settings of checks for one place in the tree. The narrower place wins over the wider one. */
export const policyInput = z
  .strictObject({
    name,
    description: z.string().max(2000).optional(),
    scope,
    /** Only resources with these labels. */
    selector: labelSelector.nullable().optional(),
    /** How the sixteen recommendations are read; null keeps what the wider scope says. */
    profile: z.enum(['toride', 'defender']).nullable().optional(),
    checks: z.record(checkId, checkSettings),
  })
  .meta({ id: 'PolicyInput' })

export const policy = z
  .object({
    id,
    name: z.string(),
    description: z.string(),
    scope,
    scopeName: z.string(),
    selector: labelSelector.nullable(),
    profile: z.enum(['toride', 'defender']).nullable(),
    checks: z.record(z.string(), checkSettings),
    /** Checks with the effect deny do not stop anything while no admission is installed. */
    denies: count,
    enforced: z.boolean(),
    enforcementReason: z.string().nullable(),
    createdAt: timestamp,
    updatedAt: timestamp,
    updatedBy: z.string(),
  })
  .meta({ id: 'Policy' })

export type Policy = z.output<typeof policy>

export const policyChange = z.object({
  resource: resourceReference,
  check: checkId,
  title: localizedText,
  from: assessmentState.nullable(),
  to: assessmentState.nullable(),
})

/** What a policy would change if it were saved now. */
export const policyPreview = z
  .object({
    becomesUnhealthy: count,
    becomesHealthy: count,
    becomesNotApplicable: count,
    becomesUnknown: count,
    /** No longer looked at, or looked at for the first time. */
    noLongerAssessed: count,
    newlyAssessed: count,
    /** Resources that would be refused, once an admission enforces denials. */
    wouldBeDenied: count,
    resourcesLookedAt: count,
    score: z.object({ before: z.number().nullable(), after: z.number().nullable() }),
    /** The first changes, worst first. */
    changes: z.array(policyChange),
    total: count,
  })
  .meta({ id: 'PolicyPreview' })

export type PolicyPreview = z.output<typeof policyPreview>

const tag = 'Policies'
const read = { permission: 'policy:read', at: 'anywhere' } as const
const write = { permission: 'policy:write', at: 'anywhere' } as const
const params = z.object({ policy: id })
const errors = ['policy-invalid', 'name-taken', 'scope-not-found']

export const policyRoutes = {
  listChecks: route({
    tag,
    summary: 'All checks with the schema of their parameters',
    access: { permission: 'recommendation:read', at: 'anywhere' },
    status: 200,
    response: z.object({ items: z.array(check) }),
  }),
  listPolicies: route({
    tag,
    summary: 'Policy assignments',
    access: read,
    query: z.object({
      ...pageQuery(['name', 'updatedAt'], []),
      q: z.string().max(200).optional(),
      check: several(checkId),
    }),
    status: 200,
    response: page(policy),
    csv: true,
  }),
  createPolicy: route({
    tag,
    summary: 'Make a policy assignment',
    access: write,
    body: policyInput,
    status: 201,
    response: policy,
    errors,
  }),
  previewPolicy: route({
    tag,
    summary: 'What would change if this were saved',
    access: write,
    body: z.strictObject({
      policy: policyInput,
      /** The assignment that it would replace. */
      replaces: id.nullable().optional(),
    }),
    status: 200,
    response: policyPreview,
    errors,
  }),
  getPolicy: route({ tag, summary: 'One policy assignment', access: read, params, status: 200, response: policy }),
  updatePolicy: route({
    tag,
    summary: 'Replace a policy assignment',
    access: write,
    params,
    body: policyInput,
    status: 200,
    response: policy,
    errors,
  }),
  deletePolicy: route({ tag, summary: 'Delete a policy assignment', access: write, params, status: 204 }),
}
