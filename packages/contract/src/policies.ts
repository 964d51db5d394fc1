import { z } from 'zod'
import { resourceReference } from './inventory.ts'
import { page, pageQuery } from './page.ts'
import { checkCategory, effect } from './recommendations.ts'
import { route } from './route.ts'
import { assessmentState, checkId, control, count, id, json, localizedText, named, several, severity, timestamp } from './values.ts'

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
    /** Names with `*` at either end. */
    excludedNamespaces: z.array(pattern).max(500).optional(),
    excludedContainers: z.array(pattern).max(500).optional(),
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

/** Where a policy or an exemption holds. A list that is left out or empty holds everywhere; all that are given must match. */
export const documentScope = z
  .strictObject({
    environments: z.array(id).max(100).optional(),
    clusters: z.array(id).max(100).optional(),
    /** Names with `*` at either end; resources of the whole cluster match none. */
    namespaces: z.array(pattern).max(500).optional(),
    labelSelector: labelSelector.optional(),
  })
  .meta({ id: 'DocumentScope' })

/**
 * A policy assignment, in the form that files have, too. Of two that hold for a resource the one with the higher
 * priority has the last word on each field, then the one with the narrower scope, then the later name.
 */
export const policyDocument = z
  .strictObject({
    apiVersion: z.literal('toride.dev/v1'),
    kind: z.literal('PolicyAssignment'),
    metadata: z.strictObject({ name: z.string().regex(/^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/) }),
    spec: z.strictObject({
      priority: z.int().min(-1000).max(1000).optional(),
      scope: documentScope.optional(),
      /** By check id; `*` holds for all checks and yields to a check's own entry. */
      checks: z.record(z.string().max(100), checkSettings),
    }),
  })
  .meta({ id: 'PolicyDocument' })

export type PolicyDocument = z.output<typeof policyDocument>

export const policy = z
  .object({
    id,
    name: z.string(),
    document: policyDocument,
    /** Names for the ids in the document's scope. */
    environments: z.array(named),
    clusters: z.array(named),
    /** How many checks it denies. Nothing is stopped while no admission is installed. */
    denies: count,
    enforced: z.boolean(),
    enforcement: z.enum(['no-admission-installed', 'not-denied', 'enforced']),
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
const errors = ['name-taken', 'scope-not-found'] as const

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
    body: policyDocument,
    status: 201,
    response: policy,
    errors,
  }),
  previewPolicy: route({
    tag,
    summary: 'What would change if this were saved',
    access: write,
    body: z.strictObject({
      document: policyDocument,
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
    body: policyDocument,
    status: 200,
    response: policy,
    errors,
  }),
  deletePolicy: route({ tag, summary: 'Delete a policy assignment', access: write, params, status: 204 }),
}
