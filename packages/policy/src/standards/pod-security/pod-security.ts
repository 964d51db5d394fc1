import { type Check, definePodCheck, type RegisteredCheck } from '../../model/check.ts'
import { type PodSecurityControl, type PodSecurityLevel, podSecurityLevels, readingFor } from './control.ts'
import { allowPrivilegeEscalation } from './controls/allow-privilege-escalation.ts'
import { appArmorProfile } from './controls/app-armor-profile.ts'
import { capabilitiesBaseline, capabilitiesRestricted } from './controls/capabilities.ts'
import { hostNamespaces } from './controls/host-namespaces.ts'
import { hostPathVolumes } from './controls/host-path-volumes.ts'
import { hostPorts } from './controls/host-ports.ts'
import { hostProbesAndHostLifecycle } from './controls/host-probes-and-host-lifecycle.ts'
import { privileged } from './controls/privileged.ts'
import { procMount, procMountRestricted } from './controls/proc-mount.ts'
import { restrictedVolumes } from './controls/restricted-volumes.ts'
import { runAsNonRoot } from './controls/run-as-non-root.ts'
import { runAsUser } from './controls/run-as-user.ts'
import { seLinuxOptions } from './controls/se-linux-options.ts'
import { seccompProfileBaseline, seccompProfileRestricted } from './controls/seccomp-profile.ts'
import { sysctls } from './controls/sysctls.ts'
import { windowsHostProcess } from './controls/windows-host-process.ts'
import en from './texts.en.json' with { type: 'json' }
import ja from './texts.ja.json' with { type: 'json' }

/** Every control of the Pod Security Standards. */
export const podSecurityControls: readonly PodSecurityControl[] = [
  allowPrivilegeEscalation,
  appArmorProfile,
  capabilitiesBaseline,
  capabilitiesRestricted,
  hostNamespaces,
  hostPathVolumes,
  hostPorts,
  hostProbesAndHostLifecycle,
  privileged,
  procMount,
  procMountRestricted,
  restrictedVolumes,
  runAsNonRoot,
  runAsUser,
  seLinuxOptions,
  seccompProfileBaseline,
  seccompProfileRestricted,
  sysctls,
  windowsHostProcess,
]

/** The newest Kubernetes minor version whose standards are known; `latest` means this one. */
export const latestPodSecurityMinor = 37

/**
 * The checks of one level of the standards for Kubernetes 1.`minor`. The restricted level contains the baseline, but for
 * the controls that it reads more strictly itself.
 *
 * Source: Kubernetes documentation, "Pod Security Standards"; Kubernetes enhancement 2579.
 */
export function podSecurityChecks(level: PodSecurityLevel, minor: number): RegisteredCheck[] {
  const held = podSecurityControls.filter(
    (control) => (level === 'restricted' || control.level === 'baseline') && readingFor(control, minor),
  )
  const replaced = new Set(held.map((control) => control.replaces))
  return held.filter(({ id }) => !replaced.has(id)).map((control) => registered(control, minor))
}

function registered(control: PodSecurityControl, minor: number): RegisteredCheck {
  const evaluate = readingFor(control, minor) as NonNullable<ReturnType<typeof readingFor>>
  const check: Check = definePodCheck({
    id: `pod-security/${control.id}`,
    severity: control.level === 'baseline' ? 'high' : 'medium',
    control: 'manage-access-and-permissions',
    category: 'security',
    maps: { pss: control.level },
    evaluate: ({ pod }) => evaluate(pod),
  })
  const key = control.id as keyof typeof en
  return { check, texts: { en: en[key], ja: ja[key] } }
}

export type PodSecurityStandard = { readonly level: PodSecurityLevel; readonly minor: number }

/**
 * Reads `pod-security/LEVEL@VERSION`; without a version it means `latest`. Returns what is wrong, in words for people, when
 * it cannot. A version newer than the newest known one is refused rather than guessed.
 */
export function parsePodSecurityStandard(name: string): PodSecurityStandard | string {
  const match = /^pod-security\/([a-z]+)(?:@(?:v1\.(\d{1,3})|latest))?$/.exec(name)
  if (match === null) return `"${name}" is not of the form pod-security/LEVEL@v1.N or pod-security/LEVEL@latest`
  const level = podSecurityLevels.find((known) => known === match[1])
  if (level === undefined) return `"${match[1]}" is not a level; known are ${podSecurityLevels.join(', ')}`
  const minor = match[2] === undefined ? latestPodSecurityMinor : Number(match[2])
  return minor <= latestPodSecurityMinor ? { level, minor } : `v1.${minor} is not known yet; the newest is v1.${latestPodSecurityMinor}`
}
