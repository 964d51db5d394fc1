import type { PatchOperation } from './json-patch.ts'
import type { ResourceReference } from './kubernetes-object.ts'
import type { Severity } from './severity.ts'

/** State of a recommendation on a resource. `unknown`: it could not be looked at, which is not the same as healthy. */
export const assessmentStates = ['healthy', 'unhealthy', 'notApplicable', 'exempt', 'unknown'] as const

export type AssessmentState = (typeof assessmentStates)[number]

/** Where in a file something stands; line and column are counted from 1. */
export type Location = { readonly file: string; readonly line: number; readonly column: number }

/** What a finding comes from: a check of ours, or a policy of the user's. */
export type FindingSource = { readonly type: 'built-in' | 'gatekeeper' | 'vap'; readonly policy: string; readonly constraint?: string }

/** One reason why a resource is unhealthy, as results carry it (design: result JSON). */
export type Finding = {
  readonly rule: string
  readonly title: string
  readonly severity: Severity
  readonly message: string
  readonly resource: ResourceReference
  /** JSON Pointer into the resource, at the field that is wrong or that holds the missing one. */
  readonly path: string
  readonly location?: Location
  readonly fix?: readonly PatchOperation[]
  readonly source: FindingSource
}
