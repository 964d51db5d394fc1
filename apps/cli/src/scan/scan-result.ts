import type { Problem } from '@toride/core/errors'
import type { Finding, Location } from '@toride/core/finding'
import type { ResourceReference } from '@toride/core/kubernetes-object'
import type { Severity } from '@toride/core/severity'

/** What was scanned. */
export type ScanTarget =
  | { readonly type: 'manifests'; readonly paths: readonly string[] }
  | { readonly type: 'cluster'; readonly context: string; readonly server: string }

/** A rule that a resource breaks and that is not to be mended, with who said so. */
export type ExemptResult = {
  readonly rule: string
  readonly title: string
  readonly severity: Severity
  readonly resource: ResourceReference
  readonly path: string
  readonly location?: Location
  /** `mitigated` counts as healthy, `waiver` is left out of the score. */
  readonly category: 'mitigated' | 'waiver'
  readonly reason: string
  /** `annotation`: on the object itself; `exemption`: of a configuration. */
  readonly by: 'annotation' | 'exemption'
  readonly expiresAt?: Date
}

export type ScanSummary = {
  readonly resources: number
  readonly unhealthy: number
  readonly exempt: number
  /** Findings that the baseline knows and that are therefore not listed. */
  readonly known: number
  readonly score: { readonly current: number; readonly max: number; readonly percent: number }
}

/** Everything that a scan has found, before it takes a format. */
export type ScanResult = {
  readonly target: ScanTarget
  readonly summary: ScanSummary
  readonly findings: readonly Finding[]
  readonly exempt: readonly ExemptResult[]
  readonly problems: readonly Problem[]
}
