import { definePodCheck, healthy, type Violation, violation } from '../../model/check.ts'

/**
 * Containers of a pod should listen on different ports.
 *
 * Restricted field: spec.containers[*] and sidecars .ports[*]: containerPort and protocol
 * Allowed: every port once; all containers of a pod share its address, and the second to listen fails
 * Source: Kubernetes documentation, Pods, networking
 */
export const duplicatePorts = definePodCheck({
  id: 'duplicate-ports',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: {},
  evaluate: ({ pod: { containers } }) => {
    let seen: Map<number, string> | undefined
    let violations: Violation[] | undefined
    for (const { container, kind, pointer } of containers) {
      const { ports } = container
      if (ports === undefined || (kind !== 'container' && kind !== 'sidecar')) continue
      for (let index = 0; index < ports.length; index += 1) {
        const { containerPort: port, protocol = 'TCP' } = ports[index] ?? {}
        if (port === undefined) continue
        const key = port * 3 + (protocol === 'UDP' ? 1 : protocol === 'SCTP' ? 2 : 0)
        seen ??= new Map()
        const other = seen.get(key)
        if (other === undefined) {
          seen.set(key, pointer)
          continue
        }
        violations ??= []
        const data = { container: container.name ?? '', port }
        violations.push(violation(`${pointer}/ports/${index}/containerPort`, data, other === pointer ? 'default' : 'other'))
      }
    }
    return violations ?? healthy
  },
})
