import { defineContainerCheck, healthy, type Violation, violation } from '../../model/check.ts'
import { remove } from '../../model/edit.ts'
import type { Handler } from '../../model/pod.ts'

/**
 * Probes and lifecycle hooks should call the pod itself.
 *
 * Restricted fields: spec.containers[*], initContainers[*], ephemeralContainers[*] .livenessProbe, readinessProbe,
 * startupProbe, lifecycle.postStart, lifecycle.preStop: httpGet.host, tcpSocket.host
 * Allowed: undefined, the empty string
 * Source: Pod Security Standards, baseline, since Kubernetes 1.34
 */
export const probeHost = defineContainerCheck({
  id: 'probe-host',
  severity: 'medium',
  control: 'restrict-unauthorized-network-access',
  category: 'security',
  maps: { pss: 'baseline', nsa: 'Network separation and hardening', mitre: ['T1046'] },
  evaluate: ({ container, at }) => {
    const { livenessProbe, readinessProbe, startupProbe, lifecycle } = container
    if (!hasHost(livenessProbe) && !hasHost(readinessProbe) && !hasHost(startupProbe) && lifecycle === undefined) return healthy
    let violations: Violation[] | undefined
    look(livenessProbe, '/livenessProbe')
    look(readinessProbe, '/readinessProbe')
    look(startupProbe, '/startupProbe')
    look(lifecycle?.postStart, '/lifecycle/postStart')
    look(lifecycle?.preStop, '/lifecycle/preStop')
    return violations ?? healthy

    function look(handler: Handler | undefined, pointer: string): void {
      if (handler === undefined) return
      const host = handler.httpGet?.host ?? handler.tcpSocket?.host ?? ''
      if (host === '') return
      const action = handler.httpGet?.host === undefined ? 'tcpSocket' : 'httpGet'
      violations ??= []
      violations.push(violation(at(`${pointer}/${action}/host`), { container: container.name ?? '', host }))
    }
  },
  fix: (_, { pointer }) => [remove(pointer)],
})

function hasHost(handler: Handler | undefined): boolean {
  return handler !== undefined && (handler.httpGet?.host !== undefined || handler.tcpSocket?.host !== undefined)
}
