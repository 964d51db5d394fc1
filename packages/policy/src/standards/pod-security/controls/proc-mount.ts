import { type Violation, violation } from '../../../model/check.ts'
import type { PodView } from '../../../model/pod.ts'
import { hasUserNamespace, type PodSecurityControl } from '../control.ts'

/**
 * Restricted fields: containers[*], initContainers[*], ephemeralContainers[*] .securityContext.procMount
 * Allowed: undefined, Default; since v1.35 any value in a pod with a user namespace (hostUsers: false)
 * Source: Pod Security Standards, baseline, v1.0 and v1.35
 */
export const procMount: PodSecurityControl = {
  id: 'procMount',
  level: 'baseline',
  versions: [
    { sinceMinor: 0, evaluate: unmaskedProc },
    { sinceMinor: 35, evaluate: (pod) => (hasUserNamespace(pod) ? [] : unmaskedProc(pod)) },
  ],
}

/**
 * The restricted level keeps the strict reading where the baseline relaxes.
 * Source: Pod Security Standards, restricted, v1.35
 */
export const procMountRestricted: PodSecurityControl = {
  id: 'procMount_restricted',
  level: 'restricted',
  replaces: 'procMount',
  versions: [{ sinceMinor: 35, evaluate: unmaskedProc }],
}

function unmaskedProc({ containers }: PodView): Violation[] {
  return containers.flatMap(({ container, pointer }) => {
    const { procMount: type = 'Default' } = container.securityContext ?? {}
    return type === 'Default' ? [] : [violation(`${pointer}/securityContext/procMount`, { container: container.name ?? '', type })]
  })
}
