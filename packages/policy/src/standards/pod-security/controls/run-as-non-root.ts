import { type Violation, violation } from '../../../model/check.ts'
import type { PodView } from '../../../model/pod.ts'
import { hasUserNamespace, type PodSecurityControl } from '../control.ts'

/**
 * Restricted fields: spec and containers[*], initContainers[*], ephemeralContainers[*] .securityContext.runAsNonRoot
 * Allowed: true; undefined on a container only when the pod says true. Pods in a user namespace are left out since v1.35.
 * Source: Pod Security Standards, restricted, v1.0 and v1.35
 */
export const runAsNonRoot: PodSecurityControl = {
  id: 'runAsNonRoot',
  level: 'restricted',
  versions: [
    { sinceMinor: 0, evaluate: mayBeRoot },
    { sinceMinor: 35, evaluate: (pod) => (hasUserNamespace(pod) ? [] : mayBeRoot(pod)) },
  ],
}

function mayBeRoot({ spec, specPointer, containers }: PodView): Violation[] {
  const ofPod = spec.securityContext?.runAsNonRoot
  const pod = ofPod === false ? [violation(`${specPointer}/securityContext/runAsNonRoot`, {}, 'pod-false')] : []
  const bad = containers.flatMap(({ container, pointer }) => {
    const own = container.securityContext?.runAsNonRoot
    if (own === true || (own === undefined && ofPod === true)) return []
    const key = own === false ? 'default' : 'not-set'
    return [violation(`${pointer}/securityContext/runAsNonRoot`, { container: container.name ?? '' }, key)]
  })
  return [...pod, ...bad]
}
