import { violation } from '../../../model/check.ts'
import type { PodSecurityControl } from '../control.ts'

/**
 * Restricted fields: spec and containers[*], initContainers[*], ephemeralContainers[*] .securityContext.windowsOptions.hostProcess
 * Allowed: undefined, false
 * Source: Pod Security Standards, baseline, v1.0
 */
export const windowsHostProcess: PodSecurityControl = {
  id: 'windowsHostProcess',
  level: 'baseline',
  versions: [
    {
      sinceMinor: 0,
      evaluate: ({ spec, specPointer, containers }) =>
        [
          { context: spec.securityContext, pointer: specPointer },
          ...containers.map(({ container, pointer }) => ({ context: container.securityContext, pointer })),
        ]
          .filter(({ context }) => context?.windowsOptions?.hostProcess === true)
          .map(({ pointer }) => violation(`${pointer}/securityContext/windowsOptions/hostProcess`)),
    },
  ],
}
