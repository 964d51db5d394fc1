/** What tests of checks share: the smallest objects, and a check's verdict on one. */
import { applyPatch } from '@toride/core/json-patch'
import type { KubernetesObject } from '@toride/core/kubernetes-object'
import { type AssessOptions, assessAll, editsFor, type Outcome, planChecks } from '../engine/assess.ts'
import { type CheckSettings, prepareCheck } from '../engine/settings.ts'
import { createInventory, type Inventory, type InventoryOptions, type Resource } from '../inventory/inventory.ts'
import type { Check, Profile } from '../model/check.ts'
import { editsToPatch } from '../model/edit.ts'
import type { PodSpec } from '../model/pod.ts'

export type HarnessOptions = CheckSettings & {
  readonly profile?: Profile
  readonly targetMinor?: number
  readonly defaultNamespace?: string
  /** Other objects of the environment. */
  readonly beside?: readonly KubernetesObject[]
  readonly inventory?: InventoryOptions
}

/** A Pod in namespace `shop` with one container `app`, unless told otherwise. */
export function pod(spec: PodSpec & { readonly [field: string]: unknown } = {}, metadata: Record<string, unknown> = {}): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'app', namespace: 'shop', ...metadata },
    spec: { containers: [{ name: 'app', image: 'registry.example/app:1.0' }], ...spec },
  }
}

/** A Deployment of the same pod, labelled `app: app`. */
export function deployment(
  spec: PodSpec & { readonly [field: string]: unknown } = {},
  own: Record<string, unknown> = {},
): KubernetesObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'app', namespace: 'shop' },
    spec: {
      selector: { matchLabels: { app: 'app' } },
      ...own,
      template: { metadata: { labels: { app: 'app' } }, spec: pod(spec).spec },
    },
  }
}

/** Any other object in namespace `shop`. */
export function object(
  apiVersion: string,
  kind: string,
  fields: Record<string, unknown> = {},
  metadata: Record<string, unknown> = {},
): KubernetesObject {
  return { apiVersion, kind, metadata: { name: kind.toLowerCase(), namespace: 'shop', ...metadata }, ...fields }
}

/** What the check says of the object: its outcome, or undefined when it is healthy or not looked at. */
export function outcomeOf(check: Check, target: KubernetesObject, options: HarnessOptions = {}): Outcome | undefined {
  const { resource, assess } = setUp(check, target, options)
  return [...assessAll(assess)].find((assessment) => assessment.resource === resource)?.outcomes[0]
}

/** Pointers of the violations, in order; empty when healthy. */
export function failing(check: Check, target: KubernetesObject, options: HarnessOptions = {}): string[] {
  return outcomeOf(check, target, options)?.violations.map(({ pointer }) => pointer) ?? []
}

/** The object after the fixes of all its violations, applied one by one as a user would. */
export function fixed(check: Check, target: KubernetesObject, options: HarnessOptions = {}): KubernetesObject {
  let current = target
  for (let round = 0; round < 20; round += 1) {
    const { resource, assess } = setUp(check, current, options)
    const outcome = [...assessAll(assess)].find((assessment) => assessment.resource === resource)?.outcomes[0]
    const found = outcome?.violations.find((each) => editsFor(outcome.prepared, each, resource, assess) !== undefined)
    if (outcome === undefined || found === undefined) return current
    const patch = editsToPatch(current, editsFor(outcome.prepared, found, resource, assess) ?? [])
    const result = applyPatch(current, patch)
    if (!result.ok) throw new Error(result.failure.reason)
    current = result.document
  }
  throw new Error('the fixes never end')
}

function setUp(
  check: Check,
  target: KubernetesObject,
  options: HarnessOptions,
): { resource: Resource; inventory: Inventory; assess: AssessOptions } {
  const { profile = 'toride', targetMinor, defaultNamespace, beside = [], inventory: inventoryOptions, ...settings } = options
  const inventory = createInventory(inventoryOptions)
  for (const each of beside) inventory.put(each)
  const resource = inventory.put(target)
  const plan = planChecks([prepareCheck(check, profile, { effect: 'audit', ...settings })])
  return {
    resource,
    inventory,
    assess: { plan: () => plan, inventory, targetMinor, ...(defaultNamespace !== undefined && { defaultNamespace }) },
  }
}
