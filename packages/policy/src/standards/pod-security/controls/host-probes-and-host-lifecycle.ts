import { violation } from '../../../model/check.ts'
import type { PodSecurityControl } from '../control.ts'

/**
 * Restricted fields: containers[*], initContainers[*], ephemeralContainers[*]
 *   .livenessProbe, .readinessProbe, .startupProbe, .lifecycle.postStart, .lifecycle.preStop: httpGet.host, tcpSocket.host
 * Allowed: undefined, the empty string. Loopback addresses are not allowed either: they name the node's loopback.
 * Source: Pod Security Standards, baseline, v1.34
 */
export const hostProbesAndHostLifecycle: PodSecurityControl = {
  id: 'hostProbesAndHostLifecycle',
  level: 'baseline',
  versions: [
    {
      sinceMinor: 34,
      evaluate: ({ containers }) =>
        containers.flatMap(({ container, pointer }) => {
          const handlers = [
            ['livenessProbe', container.livenessProbe],
            ['readinessProbe', container.readinessProbe],
            ['startupProbe', container.startupProbe],
            ['lifecycle/postStart', container.lifecycle?.postStart],
            ['lifecycle/preStop', container.lifecycle?.preStop],
          ] as const
          return handlers.flatMap(([field, handler]) =>
            (['httpGet', 'tcpSocket'] as const).flatMap((action) => {
              const host = handler?.[action]?.host ?? ''
              return host === '' ? [] : [violation(`${pointer}/${field}/${action}/host`, { container: container.name ?? '', host })]
            }),
          )
        }),
    },
  ],
}
