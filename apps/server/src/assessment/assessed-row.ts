import { hash } from 'node:crypto'
import type { KubernetesObject } from '@toride/core/kubernetes-object'
import { severities } from '@toride/core/severity'
import { type AssessOptions, editsFor, type Outcome, type ResourceAssessment } from '@toride/policy/assess'
import type { Exemption, ExemptionFinder } from '@toride/policy/exemption'
import { type Inventory, podOf, type Resource } from '@toride/policy/inventory'
import { isOriginal } from '@toride/policy/policy'
import { managingTool } from '@toride/sources/kubernetes/managing-tool'
import type { StoredViolation } from '@toride/store/schema'
import { controlBit } from './control-bits.ts'

/** A resource with all that is said of it, as the tables `resources` and `assessments` hold it. */
export type AssessedRow = {
  readonly key: string
  readonly api_version: string
  readonly kind: string
  readonly namespace: string
  readonly name: string
  readonly uid: string
  readonly resource_version: string
  readonly labels: Readonly<Record<string, string>>
  readonly images: readonly string[]
  readonly managed_by: string | null
  readonly top_key: string | null
  readonly pods: number
  readonly health: string
  readonly severity_rank: number
  readonly unhealthy_high: number
  readonly unhealthy_medium: number
  readonly unhealthy_low: number
  readonly unhealthy_informational: number
  readonly healthy_checks: readonly number[]
  readonly controls_healthy: number
  readonly controls_unhealthy: number
  readonly file: string | null
  readonly line: number | null
  readonly created_at: string | null
  readonly assessments: readonly AssessmentRow[]
}

type AssessmentRow = {
  readonly check_number: number
  readonly state: 'unhealthy' | 'notApplicable' | 'exempt' | 'unknown'
  readonly reason: string | null
  readonly severity: number
  readonly effect: string
  readonly violations: readonly StoredViolation[]
  readonly exemption_id: string | null
}

export type RowOptions = {
  readonly inventory: Inventory
  readonly assess: AssessOptions
  readonly numberOf: (checkId: string) => number
  readonly exemptionOf: ExemptionFinder
  readonly exemptionId: (exemption: Exemption) => string | undefined
  /** Where a field of the resource stands in a file, for folders of manifests. */
  readonly locate?: ((resource: Resource, pointer: string) => { file: string; line: number; column: number } | undefined) | undefined
}

/** A violation list is for people; beyond this it repeats itself. */
const mostViolations = 100

/** Severities by rank: the most severe has the highest. */
export function severityRank(severity: (typeof severities)[number]): number {
  return severities.length - severities.indexOf(severity)
}

/** The row of a resource; `assessment` is undefined for what is run by a controller that is here as well. */
export function assessedRow(resource: Resource, assessment: ResourceAssessment | undefined, options: RowOptions): AssessedRow {
  const { inventory } = options
  const top = inventory.topOwner(resource)
  const { metadata } = resource.object
  const found = assessment === undefined ? undefined : summarise(assessment, options)
  const place = options.locate?.(resource, '')
  return {
    key: resource.key,
    api_version: resource.object.apiVersion,
    kind: resource.kind,
    namespace: resource.namespace,
    name: resource.name,
    uid: metadata.uid ?? '',
    resource_version: metadata.resourceVersion ?? '',
    labels: metadata.labels ?? {},
    images: imagesOf(resource),
    managed_by: managerOf(resource.object),
    top_key: top === resource ? null : top.key,
    pods: top === resource ? livePodCount(resource, inventory) : 0,
    ...(found ?? unassessed),
    file: place?.file ?? null,
    line: place?.line ?? null,
    created_at: timeOf(metadata.creationTimestamp),
  }
}

/** Tells one state of a row from another. */
export function rowHash(row: AssessedRow): string {
  return hash('sha1', JSON.stringify(row), 'base64')
}

const unassessed = {
  health: 'unassessed',
  severity_rank: 0,
  unhealthy_high: 0,
  unhealthy_medium: 0,
  unhealthy_low: 0,
  unhealthy_informational: 0,
  healthy_checks: [],
  controls_healthy: 0,
  controls_unhealthy: 0,
  assessments: [],
} as const

function summarise(assessment: ResourceAssessment, options: RowOptions) {
  const { numberOf } = options
  const counts = { high: 0, medium: 0, low: 0, informational: 0 }
  let rank = 0
  let healthyBits = 0
  let unhealthyBits = 0
  for (const { check } of assessment.healthy) if (isOriginal(check)) healthyBits |= controlBit(check.control)
  const assessments = assessment.outcomes.map((outcome): AssessmentRow => {
    const { check, severity, effect } = outcome.prepared
    const exemption = outcome.state === 'unhealthy' ? options.exemptionOf(check.id, assessment.resource) : undefined
    const state = exemption === undefined ? outcome.state : 'exempt'
    if (state === 'unhealthy') {
      counts[severity] += 1
      rank = Math.max(rank, severityRank(severity))
      if (isOriginal(check)) unhealthyBits |= controlBit(check.control)
    } else if (exemption?.category === 'mitigated' && isOriginal(check)) healthyBits |= controlBit(check.control)
    return {
      check_number: numberOf(check.id),
      state,
      reason: outcome.reason ?? outcome.failure ?? null,
      severity: severityRank(severity),
      effect,
      violations: storedViolations(outcome, assessment.resource, options),
      exemption_id: (exemption && options.exemptionId(exemption)) ?? null,
    }
  })
  return {
    health: healthOf(assessments, assessment.healthy.length),
    severity_rank: rank,
    unhealthy_high: counts.high,
    unhealthy_medium: counts.medium,
    unhealthy_low: counts.low,
    unhealthy_informational: counts.informational,
    healthy_checks: assessment.healthy.map(({ check }) => numberOf(check.id)).toSorted((a, b) => a - b),
    controls_healthy: healthyBits,
    controls_unhealthy: unhealthyBits,
    assessments,
  }
}

function healthOf(assessments: readonly AssessmentRow[], healthy: number): string {
  const has = (state: AssessmentRow['state']) => assessments.some((row) => row.state === state)
  if (has('unhealthy')) return 'unhealthy'
  if (has('unknown')) return 'unknown'
  if (healthy > 0 || has('exempt')) return 'healthy'
  return has('notApplicable') ? 'notApplicable' : 'unassessed'
}

function storedViolations(outcome: Outcome, resource: Resource, { assess, locate }: RowOptions): StoredViolation[] {
  return outcome.violations.slice(0, mostViolations).map((violation) => {
    const { pointer, message, data } = violation
    const location = locate?.(resource, pointer)
    const fixable = isFixable(outcome, violation, resource, assess)
    return { pointer, message, data, fixable, ...(location && { location }) }
  })
}

function isFixable(outcome: Outcome, violation: Outcome['violations'][number], resource: Resource, assess: AssessOptions): boolean {
  try {
    return (editsFor(outcome.prepared, violation, resource, assess)?.length ?? 0) > 0
  } catch {
    // Whoever asks for the fix is told why there is none.
    return false
  }
}

function imagesOf(resource: Resource): readonly string[] {
  const images = podOf(resource)?.containers.flatMap(({ container }) => container.image ?? []) ?? []
  return [...new Set(images)].toSorted()
}

function managerOf(object: KubernetesObject): string | null {
  const tool = managingTool(object)
  return tool === undefined || tool.tool === 'controller' ? null : tool.tool
}

/** Pods that run or are about to; those of finished jobs do not. */
function livePodCount(resource: Resource, inventory: Inventory): number {
  return inventory.livePods(resource).filter(({ object }) => {
    const phase = (object.status as { phase?: string } | undefined)?.phase
    return phase !== 'Succeeded' && phase !== 'Failed'
  }).length
}

function timeOf(text: string | undefined): string | null {
  if (text === undefined) return null
  const time = new Date(text)
  return Number.isNaN(time.getTime()) ? null : time.toISOString()
}
