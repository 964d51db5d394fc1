import type { Problem } from '@toride/core/errors'
import type { Finding } from '@toride/core/finding'
import type { ResourceReference } from '@toride/core/kubernetes-object'

/** What was scanned. */
export type ScanTarget = {
  readonly type: 'manifests' | 'cluster'
  /** Paths as the user named them, for manifests. */
  readonly paths?: readonly string[]
  /** Name of the context of the kubeconfig, for a cluster. */
  readonly context?: string
}

/** A result that is not to be mended, with who said so. */
export type ExemptResult = {
  readonly rule: string
  readonly resource: ResourceReference
  readonly category: 'mitigated' | 'waiver'
  readonly reason: string
  /** `annotation`: on the object itself; `exemption`: of a configuration; `baseline`: known before. */
  readonly by: 'annotation' | 'exemption' | 'baseline'
}

export type ScanSummary = {
  readonly resources: number
  readonly unhealthy: number
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
