import type { Place } from '@toride/core/errors'
import { isAtLeast, type Severity } from '@toride/core/severity'
import type { Profile } from '@toride/policy/check'
import type { Exemption } from '@toride/policy/exemption'
import type { CheckSettings } from '@toride/policy/settings'

/** Thresholds of `failOn`: a severity, or never. Only vulnerabilities are critical; findings of checks never reach it. */
export const failOnValues = ['critical', 'high', 'medium', 'low', 'informational', 'none'] as const

export type FailOn = (typeof failOnValues)[number]

/** Whether a finding of a severity makes a scan fail. */
export function isFailure(severity: Severity, failOn: FailOn): boolean {
  return failOn !== 'none' && failOn !== 'critical' && isAtLeast(severity, failOn)
}

/** Whether a text can be the name of a namespace (RFC 1123, label). */
export function isNamespaceName(text: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(text)
}

/** An exemption with where it is written. */
export type PlacedExemption = { readonly exemption: Exemption; readonly at: Place }

/** What a `.toride.yaml` says. A field that is left out keeps what holds without it. */
export type Configuration = {
  readonly profile?: Profile
  readonly failOn?: FailOn
  readonly targetVersion?: string
  readonly namespace?: string
  /** Files that a scan of a folder leaves out, in the language of .gitignore, seen from the configuration's folder. */
  readonly exclude?: readonly string[]
  /** Standards to judge by instead of the built-in checks: `pod-security/restricted@v1.31`. */
  readonly standards?: readonly string[]
  /** Further kinds that carry a pod: `group/Kind` → pointer to what holds the pod's metadata and spec. */
  readonly podCarriers?: Readonly<Record<string, string>>
  readonly checks: Readonly<Record<string, CheckSettings>>
  readonly exemptions: readonly PlacedExemption[]
}
