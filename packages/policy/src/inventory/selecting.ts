import type { Affected } from '../model/check.ts'
import type { LabelSelector } from '../model/pod.ts'
import { type Inventory, podLabelsOf, type Resource } from './inventory.ts'
import { matchesSelector } from './label-selector.ts'
import type { ResourceIndex } from './resource-index.ts'

/** Kinds of objects that select pods of their namespace by label. */
export const selectingKinds = ['/Service', 'policy/PodDisruptionBudget', 'networking.k8s.io/NetworkPolicy'] as const

export type SelectingKind = (typeof selectingKinds)[number]

/**
 * The pods that an object selects, as a label selector. Undefined selects nothing: a Service without selector has its
 * endpoints from elsewhere. An empty selector of the other kinds selects every pod of the namespace.
 */
export function podSelectorOf({ kind, object }: Resource): LabelSelector | undefined {
  const spec = object.spec as
    | { readonly selector?: LabelSelector & Record<string, string>; readonly podSelector?: LabelSelector }
    | undefined
  switch (kind) {
    case '/Service':
      return spec?.selector === undefined || Object.keys(spec.selector).length === 0 ? undefined : { matchLabels: spec.selector }
    case 'policy/PodDisruptionBudget':
      return spec?.selector
    case 'networking.k8s.io/NetworkPolicy':
      return spec?.podSelector ?? {}
    default:
      return undefined
  }
}

/** Labels that many workloads share by convention: bad to look up by when a selector has a better one. */
const sharedLabels = new Set([
  'app.kubernetes.io/managed-by',
  'app.kubernetes.io/part-of',
  'app.kubernetes.io/version',
  'app.kubernetes.io/component',
  'component',
  'tier',
  'environment',
  'env',
  'release',
  'heritage',
  'team',
])

/** Labels that controllers put on the pods they make; a template cannot have them. Source: Kubernetes, "Well-Known Labels". */
const controllerLabels = new Set([
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'pod-template-hash',
  'controller-revision-hash',
  'batch.kubernetes.io/job-name',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-completion-index',
  'job-name',
  'controller-uid',
])

/** Whether anything makes pods that the selector matches, be it with a label that its controller adds. */
export function selectsAnything(inventory: Inventory, namespace: string, selector: LabelSelector | undefined): boolean {
  if (selector === undefined) return false
  if (hasAny(inventory.podsMatching(namespace, selector))) return true
  const ofTemplate = withoutControllerLabels(selector)
  return ofTemplate !== selector && hasAny(inventory.podsMatching(namespace, ofTemplate))
}

/** The selector as far as a template can satisfy it: the very same one when that is all of it. */
function withoutControllerLabels(selector: LabelSelector): LabelSelector {
  const { matchLabels = {}, matchExpressions = [] } = selector
  const isAdded = ({ key = '' }: { readonly key?: string }) => controllerLabels.has(key)
  if (!Object.keys(matchLabels).some((key) => controllerLabels.has(key)) && !matchExpressions.some(isAdded)) return selector
  return {
    matchLabels: Object.fromEntries(Object.entries(matchLabels).filter(([key]) => !controllerLabels.has(key))),
    matchExpressions: matchExpressions.filter((expression) => !isAdded(expression)),
  }
}

function hasAny(resources: Iterable<Resource>): boolean {
  for (const _ of resources) return true
  return false
}

const withoutLabel = ''

/** A label to look a selector up by: every pod that it matches has it, and every template whose pods it may match. */
export function anchorOf({ matchLabels }: LabelSelector): string {
  let anchor = withoutLabel
  for (const key in matchLabels) {
    if (controllerLabels.has(key)) continue
    anchor = `${key}=${matchLabels[key]}`
    if (!sharedLabels.has(key)) return anchor
  }
  return anchor
}

function indexOf(kind: SelectingKind): ResourceIndex {
  return {
    kinds: [kind],
    keysOf(resource) {
      const selector = podSelectorOf(resource)
      return selector === undefined ? [] : [anchorOf(selector)]
    },
  }
}

const indexes = Object.fromEntries(selectingKinds.map((kind) => [kind, indexOf(kind)])) as Readonly<Record<SelectingKind, ResourceIndex>>

/** Objects of a kind whose selector matches pods with the labels, in the pods' namespace. */
export function* selecting(
  inventory: Inventory,
  kind: SelectingKind,
  namespace: string,
  labels: Readonly<Record<string, string>>,
): Generator<Resource> {
  const index = indexes[kind]
  for (const scope of inventory.namespacesLike(namespace)) {
    yield* matching(inventory.lookup(index, scope, withoutLabel), labels)
    for (const key in labels) yield* matching(inventory.lookup(index, scope, `${key}=${labels[key]}`), labels)
  }
}

function* matching(candidates: readonly Resource[], labels: Readonly<Record<string, string>>): Generator<Resource> {
  for (const candidate of candidates) if (matchesSelector(podSelectorOf(candidate), labels)) yield candidate
}

/** Who selects the pods of a changed resource, be it with labels that a controller adds to them. */
export function selectorsOf(kind: SelectingKind): Affected {
  const index = indexes[kind]
  return function* (changed, inventory) {
    const labels = podLabelsOf(changed)
    for (const scope of inventory.namespacesLike(changed.namespace)) {
      for (const anchor of anchorsOf(labels)) {
        for (const candidate of inventory.lookup(index, scope, anchor)) {
          const selector = podSelectorOf(candidate)
          if (selector !== undefined && matchesSelector(withoutControllerLabels(selector), labels)) yield candidate
        }
      }
    }
  }
}

/** Keys under which selectors stand that may match the labels. */
export function anchorsOf(labels: Readonly<Record<string, string>>): string[] {
  return [withoutLabel, ...Object.entries(labels).map(([key, value]) => `${key}=${value}`)]
}

/** Pods that a changed Service, budget or policy selects. */
export const selectedBy: Affected = (changed, inventory) => inventory.podsMatching(changed.namespace, podSelectorOf(changed))
