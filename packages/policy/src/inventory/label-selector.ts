import type { LabelSelector } from '../model/pod.ts'

type Labels = Readonly<Record<string, string>>

/**
 * Whether labels satisfy a selector. An empty selector matches everything, an absent one nothing (Kubernetes API,
 * meta/v1 LabelSelector); an unknown operator matches nothing, as the API server would refuse it.
 */
export function matchesSelector(selector: LabelSelector | undefined, labels: Labels): boolean {
  if (selector === undefined) return false
  const { matchLabels, matchExpressions } = selector
  if (matchLabels !== undefined && !matchesLabels(matchLabels, labels)) return false
  return matchExpressions === undefined || matchExpressions.every((expression) => matchesExpression(expression, labels))
}

/** Whether labels contain every pair of an equality selector, as Services and ReplicationControllers have. */
export function matchesLabels(wanted: Labels, labels: Labels): boolean {
  for (const key in wanted) if (!Object.hasOwn(labels, key) || labels[key] !== wanted[key]) return false
  return true
}

type Expression = NonNullable<LabelSelector['matchExpressions']>[number]

function matchesExpression({ key = '', operator, values = [] }: Expression, labels: Labels): boolean {
  const has = Object.hasOwn(labels, key)
  switch (operator) {
    case 'In':
      return has && values.includes(labels[key] as string)
    case 'NotIn':
      return !has || !values.includes(labels[key] as string)
    case 'Exists':
      return has
    case 'DoesNotExist':
      return !has
    default:
      return false
  }
}
