import { type Inventory, isTopLevel, podOf, type Resource } from '../inventory/inventory.ts'
import { livingNamespace } from '../inventory/living-namespace.ts'
import type { Check, NotApplicableReason, Verdict, Violation } from '../model/check.ts'
import { violation } from '../model/check.ts'
import type { PlacedContainer, PodView } from '../model/pod.ts'
import type { PreparedCheck } from './settings.ts'

/** A check's result on a resource where it is not simply healthy. */
export type Outcome = {
  readonly prepared: PreparedCheck
  readonly state: 'unhealthy' | 'notApplicable' | 'unknown'
  readonly reason?: NotApplicableReason
  readonly violations: readonly Violation[]
  /** Why the check could not look (state `unknown`). */
  readonly failure?: string
}

/** Everything that is said of one resource. Checks that say nothing about its kind stand nowhere. */
export type ResourceAssessment = {
  readonly resource: Resource
  readonly healthy: readonly PreparedCheck[]
  readonly outcomes: readonly Outcome[]
}

/** Checks sorted by what they look at, so that a resource meets only those that can say something about it. */
export type CheckPlan = {
  readonly container: readonly PreparedCheck[]
  readonly pod: readonly PreparedCheck[]
  readonly object: ReadonlyMap<string, readonly PreparedCheck[]>
  readonly relation: ReadonlyMap<string, readonly PreparedCheck[]>
}

/** Sorts prepared checks; disabled ones are left out. */
export function planChecks(checks: readonly PreparedCheck[]): CheckPlan {
  const active = checks.filter(({ effect }) => effect !== 'disabled')
  const byKind = (scope: 'object' | 'relation') => {
    const plan = new Map<string, PreparedCheck[]>()
    for (const prepared of active) {
      const { check } = prepared
      if (check.scope !== scope) continue
      for (const kind of check.kinds) plan.set(kind, [...(plan.get(kind) ?? []), prepared])
    }
    return plan
  }
  return {
    container: active.filter(({ check }) => check.scope === 'container'),
    pod: active.filter(({ check }) => check.scope === 'pod'),
    object: byKind('object'),
    relation: byKind('relation'),
  }
}

export type AssessOptions = {
  readonly plan: (resource: Resource) => CheckPlan
  readonly inventory: Inventory
  readonly targetMinor?: number | undefined
  /** Where the resource counts as living when its object names no namespace. */
  readonly defaultNamespace?: string
}

/** The name under which relation checks ask for everything that carries a pod. */
const anyPod = 'pods'

/**
 * Assesses every top-level resource. Resources run by a controller that is here too (the Pods of a Deployment) are seen
 * through it and yield nothing.
 */
export function* assessAll(options: AssessOptions): Generator<ResourceAssessment> {
  for (const resource of options.inventory.all()) if (isTopLevel(resource, options.inventory)) yield assessResource(resource, options)
}

/** Assesses one resource. A check that throws makes its own result unknown and nothing else. */
export function assessResource(resource: Resource, options: AssessOptions): ResourceAssessment {
  const plan = options.plan(resource)
  const pod = podOf(resource)
  const assessment: { resource: Resource; healthy: PreparedCheck[]; outcomes: Outcome[] } = { resource, healthy: [], outcomes: [] }
  const namespace = livingNamespace(resource, options.defaultNamespace)
  if (pod !== undefined) {
    for (const prepared of plan.container)
      record(assessment, namespace, prepared, () => evaluateContainers(prepared, resource, pod, options))
    for (const prepared of plan.pod) {
      record(assessment, namespace, prepared, () => {
        const seen = withoutExcluded(prepared, pod)
        return seen === undefined ? allExcluded : prepared.evaluate(podInput(prepared, resource, seen, options) as never)
      })
    }
  }
  for (const prepared of plan.object.get(resource.kind) ?? []) {
    record(assessment, namespace, prepared, () => prepared.evaluate(objectInput(prepared, resource, options) as never))
  }
  for (const prepared of relationChecks(plan, resource)) {
    record(assessment, namespace, prepared, () => {
      const seen = pod && withoutExcluded(prepared, pod)
      return pod !== undefined && seen === undefined
        ? allExcluded
        : prepared.evaluate(relationInput(prepared, resource, seen, options) as never)
    })
  }
  return assessment
}

function relationChecks(plan: CheckPlan, resource: Resource): readonly PreparedCheck[] {
  const ofKind = plan.relation.get(resource.kind) ?? []
  const ofPods = resource.templatePointer === undefined ? [] : (plan.relation.get(anyPod) ?? [])
  return ofPods.length === 0 ? ofKind : [...ofKind, ...ofPods]
}

function record(
  assessment: { readonly healthy: PreparedCheck[]; readonly outcomes: Outcome[] },
  namespace: string,
  prepared: PreparedCheck,
  evaluate: () => Verdict,
): void {
  if (prepared.excludesNamespace(namespace)) {
    assessment.outcomes.push({ prepared, state: 'notApplicable', reason: 'excluded-namespace', violations: [] })
    return
  }
  let verdict: Verdict
  try {
    verdict = prepared.missingParameter === undefined ? evaluate() : withoutParameter(prepared.missingParameter, prepared, evaluate)
  } catch (error) {
    assessment.outcomes.push({
      prepared,
      state: 'unknown',
      violations: [],
      failure: error instanceof Error ? error.message : String(error),
    })
    return
  }
  if ('notApplicable' in verdict)
    assessment.outcomes.push({ prepared, state: 'notApplicable', reason: verdict.notApplicable, violations: [] })
  else if (verdict.length === 0) assessment.healthy.push(prepared)
  else assessment.outcomes.push({ prepared, state: 'unhealthy', violations: verdict })
}

/** One violation for a required parameter that is not set, at the first place where a value would decide. */
function withoutParameter(parameter: string, prepared: PreparedCheck, evaluate: () => Verdict): Verdict {
  if (!prepared.placesMissingParameter) return [violation('', { parameter }, 'parameter-not-set')]
  const verdict = evaluate()
  if ('notApplicable' in verdict) return verdict
  const [first] = verdict
  return first === undefined ? noViolations : [violation(first.pointer, { parameter }, 'parameter-not-set')]
}

const noViolations: readonly Violation[] = []

const allExcluded: Verdict = { notApplicable: 'excluded-containers' }

/** The pod without the containers that the settings exclude; undefined when that leaves none. */
function withoutExcluded({ excludesContainer }: PreparedCheck, pod: PodView): PodView | undefined {
  if (excludesContainer === undefined) return pod
  const containers = pod.containers.filter(({ container }) => !excludesContainer(container.name ?? '', container.image ?? ''))
  if (containers.length === pod.containers.length) return pod
  return containers.length === 0 ? undefined : { ...pod, containers }
}

function evaluateContainers(prepared: PreparedCheck, resource: Resource, pod: PodView, options: AssessOptions): Verdict {
  let violations: Violation[] | undefined
  let looked = 0
  let excluded = 0
  for (const placed of pod.containers) {
    if (!prepared.containerKinds?.has(placed.kind)) continue
    if (prepared.excludesContainer?.(placed.container.name ?? '', placed.container.image ?? '')) {
      excluded += 1
      continue
    }
    looked += 1
    const verdict = prepared.evaluate(containerInput(prepared, resource, pod, placed, options) as never)
    if ('notApplicable' in verdict) return verdict
    for (const found of verdict) {
      violations ??= []
      violations.push(found)
    }
  }
  if (looked === 0 && excluded > 0) return allExcluded
  return violations ?? noViolations
}

function objectInput(prepared: PreparedCheck, resource: Resource, options: AssessOptions) {
  const { parameters, prepared: compiled } = prepared
  const { targetMinor, defaultNamespace } = options
  return { object: resource.object, resource, parameters, prepared: compiled, targetMinor, defaultNamespace }
}

function podInput(prepared: PreparedCheck, resource: Resource, pod: PodView, options: AssessOptions) {
  const { imageUser } = options.inventory
  return { ...objectInput(prepared, resource, options), pod, spec: pod.spec, imageUser, at: (suffix: string) => pod.specPointer + suffix }
}

function containerInput(prepared: PreparedCheck, resource: Resource, pod: PodView, placed: PlacedContainer, options: AssessOptions) {
  const { container, kind, pointer } = placed
  return { ...objectInput(prepared, resource, options), container, kind, pod, at: (suffix: string) => pointer + suffix }
}

function relationInput(prepared: PreparedCheck, resource: Resource, pod: PodView | undefined, options: AssessOptions) {
  return { ...objectInput(prepared, resource, options), pod, inventory: options.inventory }
}

/**
 * The edits that would mend one violation, or undefined when there is no safe way. `check` decides; this gives it the
 * same input as when it found the violation.
 */
export function editsFor(prepared: PreparedCheck, found: Violation, resource: Resource, options: AssessOptions) {
  const { fix } = prepared
  if (fix === undefined || found.message === 'parameter-not-set') return undefined
  const check: Check = prepared.check
  if (check.scope === 'object') return fix(objectInput(prepared, resource, options) as never, found)
  const places = placesOf(resource)
  const pod = places && withoutExcluded(prepared, places.pod)
  if (check.scope === 'relation') return fix(relationInput(prepared, resource, pod, options) as never, found)
  if (places === undefined || pod === undefined) return undefined
  if (check.scope === 'pod') return fix(podInput(prepared, resource, pod, options) as never, found)
  const placed = placeOf(found, places)
  if (placed === undefined || prepared.excludesContainer?.(placed.container.name ?? '', placed.container.image ?? '')) return undefined
  return fix(containerInput(prepared, resource, pod, placed, options) as never, found)
}

/** A pod with its containers by pointer and by name. */
type Places = {
  readonly resource: Resource
  readonly pod: PodView
  readonly byPointer: ReadonlyMap<string, PlacedContainer>
  readonly byName: ReadonlyMap<string, PlacedContainer>
}

/** Of the resource that was asked for last: fixes are asked for finding by finding, and a pod may have very many. */
let lastPlaces: Places | undefined

function placesOf(resource: Resource): Places | undefined {
  if (lastPlaces?.resource === resource) return lastPlaces
  const pod = podOf(resource)
  if (pod === undefined) return undefined
  const byPointer = new Map<string, PlacedContainer>()
  const byName = new Map<string, PlacedContainer>()
  for (const placed of pod.containers) {
    const { name } = placed.container
    byPointer.set(placed.pointer, placed)
    if (name !== undefined && !byName.has(name)) byName.set(name, placed)
  }
  lastPlaces = { resource, pod, byPointer, byName }
  return lastPlaces
}

/** The container that a violation is about. What is said of one may stand outside of it: an annotation that bears its name. */
function placeOf({ pointer, data }: Violation, { pod, byPointer, byName }: Places): PlacedContainer | undefined {
  const list = pointer.indexOf('/', pod.specPointer.length + 1)
  const end = pointer.indexOf('/', list + 1)
  const container = list < 0 ? undefined : byPointer.get(end < 0 ? pointer : pointer.slice(0, end))
  return container ?? (typeof data.container === 'string' ? byName.get(data.container) : undefined)
}
