import type { Inventory, Resource } from '../inventory/inventory.ts'
import { podSelectorOf, selectorsOf } from '../inventory/selecting.ts'
import type { Affected } from '../model/check.ts'
import { autoscalerKind, scaledBy } from './autoscalers.ts'

export const disruptionBudgetKind = 'policy/PodDisruptionBudget' as const

export type DisruptionBudgetSpec = {
  readonly minAvailable?: string | number
  readonly maxUnavailable?: string | number
  readonly unhealthyPodEvictionPolicy?: string
}

const nothing: DisruptionBudgetSpec = {}

export function disruptionBudgetSpecOf({ object }: Resource): DisruptionBudgetSpec {
  return (object.spec as DisruptionBudgetSpec | undefined) ?? nothing
}

/**
 * How many of a number of pods a value of a budget stands for. Percentages round up (Kubernetes, "Specifying a Disruption
 * Budget for your Application", rounding logic). Undefined when it is neither a count nor a percentage.
 */
export function podsMeant(value: string | number, total: number): number | undefined {
  if (typeof value === 'number') return value
  const percentage = /^(\d{1,3})%$/.exec(value)?.[1]
  if (percentage !== undefined) return Math.ceil((Number(percentage) * total) / 100)
  return /^\d{1,9}$/.test(value) ? Number(value) : undefined
}

/** The top-level resources whose pods the budget protects. */
export function protectedBy(inventory: Inventory, budget: Resource): Iterable<Resource> {
  return inventory.podsMatching(budget.namespace, podSelectorOf(budget))
}

const budgetsOf = selectorsOf(disruptionBudgetKind)

/** Budgets that a changed workload, or one whose autoscaler changed, can alter. */
export const budgetsAffectedBy: Affected = function* (changed, inventory) {
  if (changed.kind !== autoscalerKind) yield* budgetsOf(changed, inventory)
  else for (const workload of scaledBy(changed, inventory)) yield* budgetsOf(workload, inventory)
}
