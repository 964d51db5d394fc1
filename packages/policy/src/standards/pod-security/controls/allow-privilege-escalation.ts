import { type Violation, violation } from '../../../model/check.ts'
import type { PodView } from '../../../model/pod.ts'
import { isWindows, type PodSecurityControl } from '../control.ts'

/**
 * Restricted fields: containers[*], initContainers[*], ephemeralContainers[*] .securityContext.allowPrivilegeEscalation
 * Allowed: false. Windows pods are left out since v1.25.
 * Source: Pod Security Standards, restricted, v1.8 and v1.25
 */
export const allowPrivilegeEscalation: PodSecurityControl = {
  id: 'allowPrivilegeEscalation',
  level: 'restricted',
  versions: [
    { sinceMinor: 8, evaluate: notForbidden },
    { sinceMinor: 25, evaluate: (pod) => (isWindows(pod) ? [] : notForbidden(pod)) },
  ],
}

function notForbidden({ containers }: PodView): Violation[] {
  return containers
    .filter(({ container }) => container.securityContext?.allowPrivilegeEscalation !== false)
    .map(({ container, pointer }) => violation(`${pointer}/securityContext/allowPrivilegeEscalation`, { container: container.name ?? '' }))
}
