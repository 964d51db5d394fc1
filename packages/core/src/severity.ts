/** Severities of recommendations and alerts, most severe first. */
export const severities = ['high', 'medium', 'low', 'informational'] as const

export type Severity = (typeof severities)[number]

/** Orders severities from most to least severe; use it with `toSorted`. */
export function compareSeverity(a: Severity, b: Severity): number {
  return severities.indexOf(a) - severities.indexOf(b)
}

/** Whether a severity reaches a threshold: `isAtLeast('high', 'low')` is true. */
export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return compareSeverity(severity, threshold) <= 0
}
