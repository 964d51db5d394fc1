import { type Problem, problem } from '@toride/core/errors'
import type { Finding, Location } from '@toride/core/finding'
import { valueAt } from '@toride/core/json-pointer'
import { type KubernetesObject, referenceOf, resourceKey } from '@toride/core/kubernetes-object'
import type { Locale } from '@toride/core/locale'
import { type AssessOptions, assessResource, type Outcome, type ResourceAssessment } from '@toride/policy/assess'
import type { RegisteredCheck } from '@toride/policy/check'
import type { Exemption } from '@toride/policy/exemption'
import { findingsOf } from '@toride/policy/findings'
import { createInventory, type Inventory, type InventoryOptions, isTopLevel, type Resource } from '@toride/policy/inventory'
import { kindMeant } from '@toride/policy/known-kinds'
import { isOriginal, type Policy } from '@toride/policy/policy'
import { nearest } from '@toride/policy/read-document'
import type { ScoreEntry } from '@toride/policy/score'
import { annotationExemptions, unknownIgnoredIds } from './annotation-exemption.ts'
import type { ExemptResult } from './scan-result.ts'

export type AssessInput = {
  readonly objects: readonly KubernetesObject[]
  readonly policy: Policy
  readonly checks: readonly RegisteredCheck[]
  /** Ids of every check that people may name, whichever of them run. */
  readonly knownChecks: readonly string[]
  readonly locale: Locale
  readonly defaultNamespace: string | undefined
  readonly targetMinor: number | undefined
  readonly inventory?: InventoryOptions
  /** Where a field of an object stands, when it comes from a file. */
  readonly locate: (object: KubernetesObject, pointer: string) => Location | undefined
  /** Told how many resources have been assessed. */
  readonly onResource?: (count: number) => void
}

export type Assessed = {
  readonly findings: readonly Finding[]
  readonly exempt: readonly ExemptResult[]
  /** What each finding and each exempt result is about. */
  readonly objects: ReadonlyMap<Finding | ExemptResult, KubernetesObject>
  readonly usedExemptions: ReadonlySet<Exemption>
  /** Findings that only say that a parameter is not set: `check.parameter`. */
  readonly unsetParameters: ReadonlyMap<Finding, string>
  readonly problems: readonly Problem[]
  /** What people should know and what does not count as a problem. */
  readonly notices: readonly Problem[]
  readonly resources: number
  /** Resources with at least one finding. */
  readonly unhealthy: number
  readonly scoreEntries: readonly ScoreEntry[]
}

/** Runs every check on every object and makes findings of what they say. */
export function assessObjects(input: AssessInput): Assessed {
  const registered = new Map(input.checks.map((each) => [each.check.id, each]))
  const assessed = {
    findings: [] as Finding[],
    exempt: [] as ExemptResult[],
    objects: new Map<Finding | ExemptResult, KubernetesObject>(),
    usedExemptions: new Set<Exemption>(),
    unsetParameters: new Map<Finding, string>(),
    problems: [] as Problem[],
    notices: [] as Problem[],
    resources: 0,
    unhealthy: 0,
    scoreEntries: [] as ScoreEntry[],
  }
  const noticed = new Set<string>()
  const checkIds = new Set(input.knownChecks)
  for (const { inventory, own } of inventoriesOf(input.objects, input.inventory)) {
    const options: AssessOptions = {
      plan: input.policy.plan,
      inventory,
      targetMinor: input.targetMinor,
      ...(input.defaultNamespace !== undefined && { defaultNamespace: input.defaultNamespace }),
    }
    for (const resource of own) {
      for (const { pointer, expected, actual } of resource.faults) {
        const at = input.locate(resource.original, pointer) ?? {}
        assessed.problems.push(problem('object-wrong-type', at, { path: pointer, expected, actual }))
      }
      if (!isTopLevel(resource, inventory)) continue
      addNotices(resource, input, checkIds, noticed, assessed.notices)
      assessed.resources += 1
      input.onResource?.(assessed.resources)
      const before = assessed.findings.length
      addAssessment(assessResource(resource, options), options, input, registered, assessed)
      if (assessed.findings.length > before) assessed.unhealthy += 1
    }
  }
  return assessed
}

/** Where extensions that carry a pod mostly keep it. */
const usualTemplatePointer = '/spec/template'

/** What people should know of a resource before they trust that nothing was found; of each kind once. */
function addNotices(resource: Resource, input: AssessInput, checkIds: ReadonlySet<string>, noticed: Set<string>, notices: Problem[]): void {
  const { kind, original } = resource
  for (const { id, pointer } of unknownIgnoredIds(resource, checkIds)) {
    const meant = nearest(id, input.knownChecks)
    const suggestion = meant === undefined ? '' : `; did you mean ${meant}?`
    notices.push(problem('ignored-check-unknown', input.locate(original, pointer) ?? {}, { id, suggestion }))
  }
  if (noticed.has(kind)) return
  const meant = kindMeant(kind)
  const isCarrier = isUnknownCarrier(resource)
  if (meant === undefined && !isCarrier) return
  noticed.add(kind)
  notices.push(
    meant === undefined
      ? problem('pod-carrier-unknown', input.locate(original, usualTemplatePointer) ?? {}, { kind, pointer: usualTemplatePointer })
      : problem('kind-unknown', input.locate(original, '/kind') ?? {}, { kind: original.kind, meant }),
  )
}

function isUnknownCarrier({ templatePointer, original }: Resource): boolean {
  return templatePointer === undefined && Array.isArray(valueAt(original, `${usualTemplatePointer}/spec/containers`))
}

type Collecting = {
  findings: Finding[]
  exempt: ExemptResult[]
  objects: Map<Finding | ExemptResult, KubernetesObject>
  usedExemptions: Set<Exemption>
  unsetParameters: Map<Finding, string>
  problems: Problem[]
  scoreEntries: ScoreEntry[]
}

function addAssessment(
  assessment: ResourceAssessment,
  options: AssessOptions,
  input: AssessInput,
  registered: ReadonlyMap<string, RegisteredCheck>,
  assessed: Collecting,
): void {
  const { resource, healthy, outcomes } = assessment
  const annotationExemption = annotationExemptions(resource)
  for (const { check } of healthy) {
    if (isOriginal(check)) assessed.scoreEntries.push({ resource: resource.key, control: check.control, isHealthy: true })
  }
  for (const outcome of outcomes) {
    const { check } = outcome.prepared
    if (outcome.state === 'notApplicable') continue
    if (outcome.state === 'unknown') {
      const at = input.locate(resource.original, '') ?? {}
      assessed.problems.push(problem('check-failed', at, { check: check.id, reason: outcome.failure ?? '' }))
      continue
    }
    const exemption = input.policy.exemptionOf(check.id, resource)
    const waived = exemption ?? annotationExemption(check.id)
    if (exemption !== undefined) assessed.usedExemptions.add(exemption)
    if (waived !== undefined) {
      const exempt = exemptResult(outcome, assessment, waived, exemption === undefined ? 'annotation' : 'exemption', input, registered)
      assessed.exempt.push(exempt)
      assessed.objects.set(exempt, resource.original)
      const { category } = waived
      if (category === 'mitigated' && isOriginal(check)) {
        assessed.scoreEntries.push({ resource: resource.key, control: check.control, isHealthy: true })
      }
      continue
    }
    if (isOriginal(check)) assessed.scoreEntries.push({ resource: resource.key, control: check.control, isHealthy: false })
    const findings = findingsOf(registered.get(check.id) as RegisteredCheck, outcome, assessment, options, input.locale)
    for (const [index, finding] of findings.entries()) {
      const location = input.locate(resource.original, finding.path)
      const { fix, source, ...known } = finding
      const placed: Finding = { ...known, ...(location && { location }), ...(fix && { fix }), source }
      assessed.findings.push(placed)
      assessed.objects.set(placed, resource.original)
      const violation = outcome.violations[index]
      if (violation?.message === 'parameter-not-set') assessed.unsetParameters.set(placed, `${check.id}.${violation.data?.parameter}`)
    }
  }
}

function exemptResult(
  { prepared: { check, severity }, violations }: Outcome,
  { resource }: ResourceAssessment,
  { category, reason, expiresAt }: { category: ExemptResult['category']; reason: string; expiresAt?: Date },
  by: ExemptResult['by'],
  input: AssessInput,
  registered: ReadonlyMap<string, RegisteredCheck>,
): ExemptResult {
  const path = violations[0]?.pointer ?? ''
  const location = input.locate(resource.original, path)
  return {
    rule: check.id,
    title: registered.get(check.id)?.texts[input.locale].title ?? check.id,
    severity,
    resource: referenceOf(resource.object),
    path,
    ...(location && { location }),
    category,
    reason,
    by,
    ...(expiresAt && { expiresAt }),
  }
}

type Layer = { readonly inventory: Inventory; readonly own: readonly Resource[] }

/** So many variants of one object see all other objects; further ones see only each other. */
const layersWithContext = 16

/**
 * A cluster holds each object once, a repository may hold several of one name (for development, for production). The first
 * of each name make one environment, the second of each name the next, and so on; in each, what exists once is there too.
 */
function* inventoriesOf(objects: readonly KubernetesObject[], options: InventoryOptions | undefined): Generator<Layer> {
  const occurrences = new Map<string, number>()
  const layers: KubernetesObject[][] = []
  for (const object of objects) {
    const key = resourceKey(referenceOf(object))
    const occurrence = occurrences.get(key) ?? 0
    occurrences.set(key, occurrence + 1)
    const layer = layers[occurrence]
    if (layer === undefined) layers[occurrence] = [object]
    else layer.push(object)
  }
  for (const [index, layer] of layers.entries()) {
    const inventory = createInventory(options)
    if (index > 0 && index < layersWithContext) for (const object of layers[0] ?? []) inventory.put(object)
    yield { inventory, own: layer.map((object) => inventory.put(object)) }
  }
}
