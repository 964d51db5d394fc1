import type { Violation } from '../../model/check.ts'
import type { PodView } from '../../model/pod.ts'

export const podSecurityLevels = ['baseline', 'restricted'] as const

export type PodSecurityLevel = (typeof podSecurityLevels)[number]

/**
 * One control of the Pod Security Standards. The reading of the newest version not above the wanted one holds; before the
 * first one the control does not exist. `replaces` names the baseline control that the restricted level leaves out from the
 * version on where this one holds.
 */
export type PodSecurityControl = {
  readonly id: string
  readonly level: PodSecurityLevel
  readonly replaces?: string
  readonly versions: readonly { readonly sinceMinor: number; readonly evaluate: (pod: PodView) => readonly Violation[] }[]
}

/** The reading of a control for Kubernetes 1.`minor`, if it has one. */
export function readingFor(control: PodSecurityControl, minor: number) {
  return control.versions.findLast(({ sinceMinor }) => sinceMinor <= minor)?.evaluate
}

/** Windows pods, as the standards recognise them: by `spec.os.name` alone. */
export function isWindows(pod: PodView): boolean {
  return pod.spec.os?.name === 'windows'
}

/** Pods in a user namespace of their own (`hostUsers: false`), for which some controls relax since v1.35. */
export function hasUserNamespace(pod: PodView): boolean {
  return pod.spec.hostUsers === false
}
