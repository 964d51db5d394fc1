import { type Problem, problem } from '@toride/core/errors'
import type { Finding, Location } from '@toride/core/finding'
import { type KubernetesObject, referenceOf, resourceKey } from '@toride/core/kubernetes-object'
import type { Locale } from '@toride/core/locale'
import { type AssessOptions, assessResource, type ResourceAssessment } from '@toride/policy/assess'
import type { RegisteredCheck } from '@toride/policy/check'
import { findingsOf } from '@toride/policy/findings'
import { createInventory, type Inventory, isTopLevel, type Resource } from '@toride/policy/inventory'
import { isOriginal, type Policy } from '@toride/policy/policy'
import type { ScoreEntry } from '@toride/policy/score'
import { annotationExemption } from './annotation-exemption.ts'
import type { ExemptResult } from './scan-result.ts'

export type AssessInput = {
  readonly objects: readonly KubernetesObject[]
  readonly policy: Policy
  readonly checks: readonly RegisteredCheck[]
  readonly locale: Locale
  readonly defaultNamespace: string | undefined
  readonly targetMinor: number | undefined
  /** Where a field of an object stands, when it comes from a file. */
  readonly locate: (object: KubernetesObject, pointer: string) => Location | undefined
}

export type Assessed = {
  readonly findings: readonly Finding[]
  readonly exempt: readonly ExemptResult[]
  readonly problems: readonly Problem[]
  readonly resources: number
  readonly scoreEntries: readonly ScoreEntry[]
}

/** Runs every check on every object and makes findings of what they say. */
export function assessObjects(input: AssessInput): Assessed {
  const registered = new Map(input.checks.map((each) => [each.check.id, each]))
  const assessed = {
    findings: [] as Finding[],
    exempt: [] as ExemptResult[],
    problems: [] as Problem[],
    resources: 0,
    scoreEntries: [] as ScoreEntry[],
  }
  for (const { inventory, own } of inventoriesOf(input.objects)) {
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
      assessed.resources += 1
      addAssessment(assessResource(resource, options), options, input, registered, assessed)
    }
  }
  return assessed
}

type Collecting = { findings: Finding[]; exempt: ExemptResult[]; problems: Problem[]; scoreEntries: ScoreEntry[] }

function addAssessment(
  assessment: ResourceAssessment,
  options: AssessOptions,
  input: AssessInput,
  registered: ReadonlyMap<string, RegisteredCheck>,
  assessed: Collecting,
): void {
  const { resource, healthy, outcomes } = assessment
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
    const waived = exemption ?? annotationExemption(check.id, resource.object)
    if (waived !== undefined) {
      const { category, reason } = waived
      const by = exemption === undefined ? 'annotation' : 'exemption'
      assessed.exempt.push({ rule: check.id, resource: referenceOf(resource.object), category, reason, by })
      if (category === 'mitigated' && isOriginal(check)) {
        assessed.scoreEntries.push({ resource: resource.key, control: check.control, isHealthy: true })
      }
      continue
    }
    if (isOriginal(check)) assessed.scoreEntries.push({ resource: resource.key, control: check.control, isHealthy: false })
    for (const finding of findingsOf(registered.get(check.id) as RegisteredCheck, outcome, assessment, options, input.locale)) {
      const location = input.locate(resource.original, finding.path)
      const { fix, source, ...known } = finding
      assessed.findings.push({ ...known, ...(location && { location }), ...(fix && { fix }), source })
    }
  }
}

type Layer = { readonly inventory: Inventory; readonly own: readonly Resource[] }

/** So many variants of one object see all other objects; further ones see only each other. */
const layersWithContext = 16

/**
 * A cluster holds each object once, a repository may hold several of one name (for development, for production). The first
 * of each name make one environment, the second of each name the next, and so on; in each, what exists once is there too.
 */
function inventoriesOf(objects: readonly KubernetesObject[]): Layer[] {
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
  return layers.map((layer, index) => {
    const inventory = createInventory()
    if (index > 0 && index < layersWithContext) for (const object of layers[0] ?? []) inventory.put(object)
    return { inventory, own: layer.map((object) => inventory.put(object)) }
  })
}
