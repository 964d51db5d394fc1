import { violation } from '../../../model/check.ts'
import type { PodSecurityControl } from '../control.ts'

/**
 * Restricted fields: containers[*], initContainers[*], ephemeralContainers[*] .ports[*].hostPort
 * Allowed: undefined, 0
 * Source: Pod Security Standards, baseline, v1.0
 */
export const hostPorts: PodSecurityControl = {
  id: 'hostPorts',
  level: 'baseline',
  versions: [
    {
      sinceMinor: 0,
      evaluate: ({ containers }) =>
        containers.flatMap(({ container, pointer }) =>
          (container.ports ?? []).flatMap(({ hostPort = 0 }, index) =>
            hostPort === 0 ? [] : [violation(`${pointer}/ports/${index}/hostPort`, { container: container.name ?? '', port: hostPort })],
          ),
        ),
    },
  ],
}
