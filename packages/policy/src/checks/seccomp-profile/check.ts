import { defineContainerCheck, healthy, notApplicable, violation } from '../../model/check.ts'
import { set } from '../../model/edit.ts'
import type { PodView, SeccompProfile } from '../../model/pod.ts'

/**
 * Containers should run with a seccomp profile.
 *
 * Restricted fields: spec.securityContext.seccompProfile and, before it,
 * spec.containers[*], initContainers[*], ephemeralContainers[*] .securityContext.seccompProfile
 * Allowed: type RuntimeDefault or Localhost, unless the parameter says otherwise; undefined is not allowed. Before
 * Kubernetes 1.27 the annotations seccomp.security.alpha.kubernetes.io/… count as well.
 * Source: Pod Security Standards, restricted; Azure Policy 975ce327-682c-4f2e-aa46-b9598289b86c
 */
export const seccompProfile = defineContainerCheck({
  id: 'seccomp-profile',
  severity: 'medium',
  control: 'remediate-security-configurations',
  category: 'security',
  maps: {
    azurePolicy: '975ce327-682c-4f2e-aa46-b9598289b86c',
    pss: 'restricted',
    cisAks: ['4.6.2'],
    cisKubernetes: ['5.6.2'],
    nsa: 'Pod security',
    mitre: ['T1611'],
  },
  parameters: { allowedProfiles: { type: 'strings', default: ['RuntimeDefault', 'Localhost'] } },
  prepare: ({ allowedProfiles }) => new Set(allowedProfiles),
  evaluate: ({ container, pod, prepared: allowed, targetMinor, at }) => {
    if (pod.os === 'windows') return notApplicable('windows')
    const profile =
      container.securityContext?.seccompProfile ??
      pod.spec.securityContext?.seccompProfile ??
      annotatedProfile(pod, container.name ?? '', targetMinor)
    const type = profile?.type ?? ''
    if (allowed.has(type) || (type === 'Localhost' && allowed.has(`Localhost/${profile?.localhostProfile}`))) return healthy
    const data = { container: container.name ?? '', profile: type }
    return [violation(at('/securityContext/seccompProfile'), data, type === '' ? 'default' : 'profile')]
  },
  fix: ({ prepared: allowed, at }) =>
    allowed.has('RuntimeDefault') ? [set(at('/securityContext/seccompProfile'), { type: 'RuntimeDefault' })] : undefined,
})

/** The release that stopped reading the annotations. */
const annotationsEnd = 27

function annotatedProfile({ annotations }: PodView, container: string, targetMinor: number | undefined): SeccompProfile | undefined {
  if (targetMinor === undefined || targetMinor >= annotationsEnd) return undefined
  const value =
    annotations[`container.seccomp.security.alpha.kubernetes.io/${container}`] ?? annotations['seccomp.security.alpha.kubernetes.io/pod']
  if (value === undefined) return undefined
  if (value === 'runtime/default' || value === 'docker/default') return { type: 'RuntimeDefault' }
  return value.startsWith('localhost/') ? { type: 'Localhost', localhostProfile: value.slice('localhost/'.length) } : { type: 'Unconfined' }
}
