import { pointerToken } from '@toride/core/json-pointer'
import { type Violation, violation } from '../../../model/check.ts'
import type { PodView, SeccompProfile } from '../../../model/pod.ts'
import { isWindows, type PodSecurityControl } from '../control.ts'

const podAnnotation = 'seccomp.security.alpha.kubernetes.io/pod'
const containerAnnotation = 'container.seccomp.security.alpha.kubernetes.io/'

/**
 * Until v1.18: metadata.annotations seccomp.security.alpha.kubernetes.io/pod and container.seccomp.security.alpha.kubernetes.io/NAME
 *   of a container of the pod; allowed: undefined, runtime/default, docker/default, localhost/*
 * Since v1.19: spec and containers[*], initContainers[*], ephemeralContainers[*] .securityContext.seccompProfile.type;
 *   allowed: undefined, RuntimeDefault, Localhost
 * Source: Pod Security Standards, baseline, v1.0 and v1.19
 */
export const seccompProfileBaseline: PodSecurityControl = {
  id: 'seccompProfile_baseline',
  level: 'baseline',
  versions: [
    { sinceMinor: 0, evaluate: badAnnotations },
    { sinceMinor: 19, evaluate: badFields },
  ],
}

/**
 * Restricted fields: as above since v1.19
 * Allowed: RuntimeDefault, Localhost; undefined on a container only when the pod sets one. Windows pods are left out since v1.25.
 * Source: Pod Security Standards, restricted, v1.19 and v1.25
 */
export const seccompProfileRestricted: PodSecurityControl = {
  id: 'seccompProfile_restricted',
  level: 'restricted',
  replaces: 'seccompProfile_baseline',
  versions: [
    { sinceMinor: 19, evaluate: badOrMissingFields },
    { sinceMinor: 25, evaluate: (pod) => (isWindows(pod) ? [] : badOrMissingFields(pod)) },
  ],
}

function badAnnotations({ annotations, templatePointer, containers }: PodView): Violation[] {
  const keys = [podAnnotation, ...containers.map(({ container }) => containerAnnotation + (container.name ?? ''))]
  return keys.flatMap((key) => {
    const value = Object.hasOwn(annotations, key) ? annotations[key] : undefined
    return value === undefined || value === 'runtime/default' || value === 'docker/default' || value.startsWith('localhost/')
      ? []
      : [violation(`${templatePointer}/metadata/annotations/${pointerToken(key)}`, { value })]
  })
}

function badFields({ spec, specPointer, containers }: PodView): Violation[] {
  return [
    ...badProfile(spec.securityContext?.seccompProfile, specPointer),
    ...containers.flatMap(({ container, pointer }) => badProfile(container.securityContext?.seccompProfile, pointer)),
  ]
}

function badOrMissingFields(pod: PodView): Violation[] {
  const isSetForPod = isAllowed(pod.spec.securityContext?.seccompProfile)
  const missing = isSetForPod ? [] : pod.containers.filter(({ container }) => container.securityContext?.seccompProfile === undefined)
  return [
    ...badFields(pod),
    ...missing.map(({ container, pointer }) =>
      violation(`${pointer}/securityContext/seccompProfile`, { container: container.name ?? '' }, 'not-set'),
    ),
  ]
}

function badProfile(profile: SeccompProfile | undefined, pointer: string): Violation[] {
  if (profile === undefined || isAllowed(profile)) return []
  return [violation(`${pointer}/securityContext/seccompProfile/type`, { value: profile.type ?? '' })]
}

function isAllowed(profile: SeccompProfile | undefined): boolean {
  return profile?.type === 'RuntimeDefault' || profile?.type === 'Localhost'
}
