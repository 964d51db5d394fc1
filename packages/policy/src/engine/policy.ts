import { type Exemption, type ExemptionFinder, exemptionFinder } from '../assignment/exemption.ts'
import { anyCheck, type PolicyAssignment } from '../assignment/policy-assignment.ts'
import { type Place, scopeMatcher, specificity } from '../assignment/scope.ts'
import type { Resource } from '../inventory/inventory.ts'
import { livingNamespace } from '../inventory/living-namespace.ts'
import type { Check, Profile } from '../model/check.ts'
import { type CheckPlan, planChecks } from './assess.ts'
import { type CheckSettings, type PreparedCheck, prepareCheck } from './settings.ts'

export type PolicyOptions = {
  readonly checks: readonly Check[]
  readonly profile: Profile
  readonly assignments?: readonly PolicyAssignment[]
  readonly exemptions?: readonly Exemption[]
  readonly place?: Place
  readonly now: Date
}

/** What holds in one cluster or folder at one moment: which checks, with which settings, for which resource. */
export type Policy = {
  /** Pass it to the engine. */
  readonly plan: (resource: Resource) => CheckPlan
  readonly exemptionOf: ExemptionFinder
  /** The checks that hold where no scope narrows them; what a catalogue page shows. */
  readonly everywhere: CheckPlan
}

/**
 * Makes ready what holds in a place. Checks are prepared once per set of assignments that hold together, not per resource.
 * With profile `defender` only the sixteen recommendations of the original run. Throws `ParameterError`; documents that
 * went through `readPolicyAssignment` never do.
 */
export function createPolicy(options: PolicyOptions): Policy {
  const { profile, assignments = [], exemptions = [], place = { environments: [] }, now } = options
  const checks = profile === 'defender' ? options.checks.filter(isOriginal) : options.checks
  const inOrder = assignmentsOf(assignments, place)
  const plans = new Map<string, CheckPlan>()

  function planFor(held: readonly PolicyAssignment[]): CheckPlan {
    const key = held.map(({ name }) => name).join('\n')
    let plan = plans.get(key)
    if (plan === undefined) {
      plan = planChecks(checks.map((check) => prepareCheck(check, profile, settingsFor(check.id, held))))
      plans.set(key, plan)
    }
    return plan
  }

  const everywhere = planFor(inOrder.filter(({ assignment }) => isUnscoped(assignment)).map(({ assignment }) => assignment))
  return {
    everywhere,
    exemptionOf: exemptionFinder(exemptions, place, now),
    plan: (resource) => {
      if (inOrder.length === 0) return everywhere
      const namespace = livingNamespace(resource, place.whereUnnamed)
      const labels = resource.object.metadata.labels ?? {}
      return planFor(inOrder.filter(({ holds }) => holds?.(namespace, labels)).map(({ assignment }) => assignment))
    },
  }
}

/** The assignments that can hold in a place, the one with the last word last. */
function assignmentsOf(assignments: readonly PolicyAssignment[], place: Place) {
  return assignments
    .toSorted((a, b) => a.priority - b.priority || specificity(a.scope) - specificity(b.scope) || (a.name < b.name ? -1 : 1))
    .map((assignment) => ({ assignment, holds: scopeMatcher(assignment.scope, place) }))
    .filter(({ holds }) => holds !== undefined)
}

/** A check's settings in a place, and for each parameter the assignment that sets it. */
export type SettingsInForce = { readonly prepared: PreparedCheck; readonly setBy: ReadonlyMap<string, PolicyAssignment> }

/**
 * What holds for one check in the whole of a place, or of one namespace there. Assignments that hold for a part of it alone
 * (another namespace, resources with certain labels) are left out.
 */
export function settingsInForce(
  check: Check,
  options: Pick<PolicyOptions, 'profile' | 'assignments' | 'place'> & { readonly namespace?: string },
): SettingsInForce {
  const { profile, assignments = [], place = { environments: [] }, namespace } = options
  const held = assignmentsOf(assignments, place)
    .filter(
      ({ assignment, holds }) =>
        isUnscoped(assignment) || (namespace !== undefined && assignment.scope.labelSelector === undefined && holds?.(namespace, {})),
    )
    .map(({ assignment }) => assignment)
  const setBy = new Map<string, PolicyAssignment>()
  for (const assignment of held) {
    const own = Object.hasOwn(assignment.checks, check.id) ? assignment.checks[check.id] : undefined
    for (const name of Object.keys(own?.parameters ?? {})) setBy.set(name, assignment)
  }
  return { prepared: prepareCheck(check, profile, settingsFor(check.id, held)), setBy }
}

function isUnscoped({ scope }: PolicyAssignment): boolean {
  return !scope.namespaces?.length && scope.labelSelector === undefined
}

/** The sixteen of the original, which alone count in the classic secure score. */
export function isOriginal(check: Check): boolean {
  return check.maps.mcsb !== undefined
}

function settingsFor(id: string, held: readonly PolicyAssignment[]): CheckSettings {
  let settings: CheckSettings = {}
  for (const { checks } of held) {
    for (const key of [anyCheck, id]) {
      const more = Object.hasOwn(checks, key) ? checks[key] : undefined
      if (more === undefined) continue
      settings = { ...settings, ...more, ...(more.parameters && { parameters: { ...settings.parameters, ...more.parameters } }) }
    }
  }
  return settings
}
