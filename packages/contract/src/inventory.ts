import { z } from 'zod'
import { page, pageQuery } from './page.ts'
import { route } from './route.ts'
import {
  assessmentState,
  bySeverity,
  checkId,
  control,
  count,
  id,
  localizedText,
  named,
  resourceId,
  scopeFilter,
  several,
  severity,
  timestamp,
} from './values.ts'

/** `unassessed`: no check looks at this kind. */
export const resourceHealth = z.enum(['unhealthy', 'healthy', 'notApplicable', 'unknown', 'unassessed'])

export const resourceReference = z
  .object({
    id: resourceId,
    apiVersion: z.string(),
    kind: z.string(),
    /** Empty for resources of the whole cluster. */
    namespace: z.string(),
    name: z.string(),
    cluster: named,
    environment: named,
  })
  .meta({ id: 'ResourceReference' })

export const resource = resourceReference
  .extend({
    health: resourceHealth,
    /** Unhealthy recommendations. */
    unhealthy: bySeverity,
    healthyChecks: count,
    /** Live pods below it. */
    pods: count,
    images: z.array(z.string()),
    /** The tool that would undo changes made in the cluster. */
    managedBy: z.string().nullable(),
    createdAt: timestamp.nullable(),
    lastChangedAt: timestamp,
  })
  .meta({ id: 'Resource' })

export type Resource = z.output<typeof resource>

/** A reason why a resource is unhealthy, at a place of the object (JSON Pointer). */
export const finding = z
  .object({
    pointer: z.string(),
    message: localizedText,
    fixable: z.boolean(),
    /** For folders of manifests: where it stands. */
    location: z.object({ file: z.string(), line: z.int(), column: z.int() }).nullable(),
  })
  .meta({ id: 'Finding' })

export const exemptionBrief = z
  .object({
    id,
    name: z.string(),
    category: z.enum(['waiver', 'mitigated']),
    reason: z.string(),
    expiresAt: timestamp.nullable(),
  })
  .meta({ id: 'ExemptionBrief' })

/** What one check says of one resource. */
export const assessment = z
  .object({
    check: checkId,
    title: localizedText,
    severity,
    control,
    state: assessmentState,
    /** Why it is not applicable or unknown. */
    reason: localizedText.nullable(),
    findings: z.array(finding),
    exemption: exemptionBrief.nullable(),
    effect: z.enum(['audit', 'warn', 'deny', 'disabled']),
    /** When the state became what it is; not recorded for healthy ones. */
    since: timestamp.nullable(),
  })
  .meta({ id: 'Assessment' })

export type Assessment = z.output<typeof assessment>

export const relation = z.object({
  relation: z.enum(['owner', 'owned', 'selects', 'selected-by', 'uses', 'used-by']),
  resource: resourceReference,
})

export const pod = z.object({
  id: resourceId,
  name: z.string(),
  namespace: z.string(),
  phase: z.string().nullable(),
  ready: z.boolean().nullable(),
  node: z.string().nullable(),
  createdAt: timestamp.nullable(),
})

export const container = z.object({ name: z.string(), image: z.string(), kind: z.enum(['container', 'init', 'sidecar', 'ephemeral']) })

export const resourceDetail = resource
  .extend({
    uid: z.string().nullable(),
    labels: z.record(z.string(), z.string()),
    annotations: z.record(z.string(), z.string()),
    assessments: z.array(assessment),
    containers: z.array(container),
    livePods: z.array(pod),
    relations: z.array(relation),
    /** The object as YAML; Secrets without their contents. */
    yaml: z.string(),
    file: z.object({ path: z.string(), line: z.int() }).nullable(),
  })
  .meta({ id: 'ResourceDetail' })

export type ResourceDetail = z.output<typeof resourceDetail>

export const resourceFilter = {
  ...scopeFilter,
  /** `group/Kind`: `apps/Deployment`, `/Pod`. */
  kind: several(z.string().max(300)),
  health: several(resourceHealth),
  severity: several(severity),
  /** Resources on which one of these checks is not healthy. */
  check: several(checkId),
  managedBy: several(z.string().max(100)),
  image: z.string().max(500).optional(),
  /** `key=value`, or a key alone. */
  label: several(z.string().min(1).max(500)),
  q: z.string().max(200).optional(),
  /** `assessed` leaves out what is run by a controller that is listed itself (default). */
  view: z.enum(['assessed', 'all']).optional(),
}

export const searchResult = z.object({
  resources: z.array(resourceReference.extend({ health: resourceHealth })),
  recommendations: z.array(z.object({ check: checkId, title: localizedText, severity, unhealthy: count })),
  clusters: z.array(z.object({ id, name: z.string(), environment: named })),
  environments: z.array(named),
  namespaces: z.array(z.object({ name: z.string(), cluster: named, environment: named })),
})

const tag = 'Inventory'
const access = { permission: 'inventory:read', at: 'anywhere' } as const

export const inventoryRoutes = {
  listResources: route({
    tag,
    summary: 'Resources with their health',
    access,
    query: z.object({
      ...pageQuery(
        ['severity', 'name', 'kind', 'namespace', 'pods', 'createdAt', 'lastChangedAt'],
        ['environment', 'cluster', 'namespace', 'kind', 'health', 'severity', 'managedBy', 'check'],
      ),
      ...resourceFilter,
    }),
    status: 200,
    response: page(resource),
    csv: true,
  }),
  getResource: route({
    tag,
    summary: 'Resource health: every recommendation on it, its pods and what belongs to it',
    access,
    params: z.object({ resource: resourceId }),
    status: 200,
    response: resourceDetail,
  }),
  search: route({
    tag,
    summary: 'Search across everything by name',
    access,
    query: z.object({ q: z.string().min(1).max(200), limit: z.coerce.number().int().min(1).max(50).optional() }),
    status: 200,
    response: searchResult,
  }),
}
