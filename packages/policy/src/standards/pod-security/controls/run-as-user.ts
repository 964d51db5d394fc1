import { type Violation, violation } from '../../../model/check.ts'
import type { PodView } from '../../../model/pod.ts'
import { hasUserNamespace, type PodSecurityControl } from '../control.ts'

/**
 * Restricted fields: spec and containers[*], initContainers[*], ephemeralContainers[*] .securityContext.runAsUser
 * Allowed: undefined, any user but 0. Pods in a user namespace are left out since v1.35.
 * Source: Pod Security Standards, restricted, v1.23 and v1.35
 */
export const runAsUser: PodSecurityControl = {
  id: 'runAsUser',
  level: 'restricted',
  versions: [
    { sinceMinor: 23, evaluate: rootUsers },
    { sinceMinor: 35, evaluate: (pod) => (hasUserNamespace(pod) ? [] : rootUsers(pod)) },
  ],
}

function rootUsers({ spec, specPointer, containers }: PodView): Violation[] {
  return [
    { context: spec.securityContext, pointer: specPointer },
    ...containers.map(({ container, pointer }) => ({ context: container.securityContext, pointer })),
  ]
    .filter(({ context }) => context?.runAsUser === 0)
    .map(({ pointer }) => violation(`${pointer}/securityContext/runAsUser`))
}
