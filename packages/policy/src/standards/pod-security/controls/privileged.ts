import { violation } from '../../../model/check.ts'
import type { PodSecurityControl } from '../control.ts'

/**
 * Restricted fields: containers[*], initContainers[*], ephemeralContainers[*] .securityContext.privileged
 * Allowed: undefined, false
 * Source: Pod Security Standards, baseline, v1.0
 */
export const privileged: PodSecurityControl = {
  id: 'privileged',
  level: 'baseline',
  versions: [
    {
      sinceMinor: 0,
      evaluate: ({ containers }) =>
        containers
          .filter(({ container }) => container.securityContext?.privileged === true)
          .map(({ container, pointer }) => violation(`${pointer}/securityContext/privileged`, { container: container.name ?? '' })),
    },
  ],
}
