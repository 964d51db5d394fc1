import { z } from 'zod'
import { exemptionBrief, finding, resourceFilter, resourceReference } from './inventory.ts'
import { page, pageQuery } from './page.ts'
import { route } from './route.ts'
import {
  assessmentState,
  checkId,
  control,
  count,
  json,
  localizedText,
  resourceId,
  scopeFilter,
  several,
  severity,
  timestamp,
} from './values.ts'

export const checkCategory = z.enum(['security', 'reliability', 'efficiency', 'correctness'])
export const effect = z.enum(['audit', 'warn', 'deny', 'disabled'])
export const insight = z.enum(['fix', 'requiresConfiguration', 'deny'])

export const stateCounts = z.object({ healthy: count, unhealthy: count, notApplicable: count, exempt: count, unknown: count })

/** A check with what it says of all resources in scope. */
export const recommendation = z
  .object({
    check: checkId,
    title: localizedText,
    severity,
    control,
    category: checkCategory,
    /** Resources by state. */
    counts: stateCounts,
    /** Live pods below the unhealthy resources. */
    affectedPods: count,
    /** Percentage points that the secure score would gain. */
    potentialScoreIncrease: z.number().min(0),
    /** The classic score counts the sixteen original recommendations. */
    countsInScore: z.boolean(),
    /**
     * `fix`: a patch exists; `requiresConfiguration`: a needed parameter has no value; `deny`: a policy denies it.
     */
    insights: z.array(insight),
    standards: z.array(z.string()),
    lastChangedAt: timestamp.nullable(),
  })
  .meta({ id: 'Recommendation' })

export type Recommendation = z.output<typeof recommendation>

export const effectiveParameter = z.object({
  name: z.string(),
  text: localizedText,
  type: z.enum(['string', 'integer', 'boolean', 'strings', 'object']),
  required: z.boolean(),
  value: json.nullable(),
  default: json.nullable(),
  /** The name of the policy that sets it, when the caller may see policies. */
  setBy: z.string().nullable(),
})

export const standardReference = z.object({ standard: z.string(), control: z.string() })

export const recommendationDetail = recommendation
  .extend({
    description: localizedText,
    remediation: localizedText,
    parameters: z.array(effectiveParameter),
    effects: z.array(effect),
    relatedStandards: z.array(standardReference),
    mitre: z.array(z.string()),
    /** Whether denials take effect, and why not. */
    enforced: z.boolean(),
    enforcement: z.enum(['no-admission-installed', 'not-denied', 'enforced']),
  })
  .meta({ id: 'RecommendationDetail' })

export type RecommendationDetail = z.output<typeof recommendationDetail>

export const affectedResource = z
  .object({
    resource: resourceReference,
    state: assessmentState,
    reason: localizedText.nullable(),
    findings: z.array(finding),
    exemption: exemptionBrief.nullable(),
    pods: count,
    managedBy: z.string().nullable(),
    since: timestamp.nullable(),
  })
  .meta({ id: 'AffectedResource' })

export type AffectedResource = z.output<typeof affectedResource>

/** One check on one resource, as a row of a flat list. */
export const assessmentRow = affectedResource
  .extend({ check: checkId, title: localizedText, severity, control })
  .meta({ id: 'AssessmentRow' })

const tag = 'Recommendations'
const access = { permission: 'recommendation:read', at: 'anywhere' } as const
const params = z.object({ check: checkId })

export const recommendationFilter = {
  ...scopeFilter,
  severity: several(severity),
  control: several(control),
  category: several(checkCategory),
  /** Recommendations that have a resource in one of these states. */
  state: several(assessmentState),
  insight: several(insight),
  /** `pss-baseline`, `pss-restricted`, `mcsb`, `cis-aks`, `cis-kubernetes`, `nsa`. */
  standard: several(z.string().max(100)),
  kind: resourceFilter.kind,
  q: z.string().max(200).optional(),
}

export const recommendationRoutes = {
  listRecommendations: route({
    tag,
    summary: 'Recommendations by title',
    access,
    query: z.object({
      ...pageQuery(
        ['severity', 'title', 'unhealthy', 'affectedPods', 'potentialScoreIncrease', 'lastChangedAt'],
        ['environment', 'cluster', 'namespace', 'severity', 'control', 'category', 'state', 'insight', 'standard', 'kind'],
      ),
      ...recommendationFilter,
      /** The language that `q` and sorting by title read. */
      locale: z.enum(['en', 'ja']).optional(),
    }),
    status: 200,
    response: page(recommendation),
    csv: true,
  }),
  getRecommendation: route({
    tag,
    summary: 'One recommendation: description, remediation, parameters in force, standards',
    access,
    params,
    query: z.object({ ...scopeFilter }),
    status: 200,
    response: recommendationDetail,
  }),
  listAffectedResources: route({
    tag,
    summary: 'Resources of one recommendation by state, with reasons and findings',
    access,
    params,
    query: z.object({
      ...pageQuery(['name', 'namespace', 'kind', 'pods', 'since'], ['environment', 'cluster', 'namespace', 'kind', 'state', 'managedBy']),
      ...scopeFilter,
      state: several(assessmentState),
      kind: resourceFilter.kind,
      managedBy: resourceFilter.managedBy,
      q: z.string().max(200).optional(),
    }),
    status: 200,
    response: page(affectedResource),
    csv: true,
  }),
  listAssessments: route({
    tag,
    summary: 'Every assessment that is not healthy, one row for each recommendation and resource',
    access,
    query: z.object({
      ...pageQuery(
        ['severity', 'name', 'check', 'since'],
        ['environment', 'cluster', 'namespace', 'kind', 'severity', 'control', 'category', 'state', 'check'],
      ),
      ...scopeFilter,
      severity: several(severity),
      control: several(control),
      category: several(checkCategory),
      state: several(assessmentState.exclude(['healthy'])),
      check: several(checkId),
      kind: resourceFilter.kind,
      resource: several(resourceId),
      q: z.string().max(200).optional(),
    }),
    status: 200,
    response: page(assessmentRow),
    csv: true,
  }),
}
