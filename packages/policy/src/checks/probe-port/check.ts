import { defineContainerCheck, healthy, type Violation, violation } from '../../model/check.ts'
import type { Container, Handler } from '../../model/pod.ts'

/**
 * Probes should use ports that the container declares.
 *
 * Restricted fields: spec.containers[*], initContainers[*] .livenessProbe, readinessProbe, startupProbe:
 * httpGet.port, tcpSocket.port, grpc.port
 * Allowed: names and numbers of ports[*]; any number where the container declares no port
 * Source: Kubernetes API, core/v1 HTTPGetAction.port: a name has to be one of the container's ports
 */
export const probePort = defineContainerCheck({
  id: 'probe-port',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'correctness',
  containerKinds: ['container', 'sidecar'],
  maps: {},
  evaluate: ({ container, at }) => {
    let violations: Violation[] | undefined
    for (const probe of probes) {
      const handler = container[probe]
      if (handler === undefined) continue
      const action = actionOf(handler)
      if (action === undefined) continue
      const port = handler[action]?.port
      if (port === undefined || isDeclared(container, port)) continue
      violations ??= []
      const message = typeof port === 'number' ? 'default' : 'name'
      violations.push(violation(at(`/${probe}/${action}/port`), { container: container.name ?? '', probe, port }, message))
    }
    return violations ?? healthy
  },
})

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const

/** The action that calls a port of the container; a probe with a host calls another. */
function actionOf({ httpGet, tcpSocket, grpc }: Handler): 'httpGet' | 'tcpSocket' | 'grpc' | undefined {
  if (httpGet !== undefined) return (httpGet.host ?? '') === '' ? 'httpGet' : undefined
  if (tcpSocket !== undefined) return (tcpSocket.host ?? '') === '' ? 'tcpSocket' : undefined
  return grpc === undefined ? undefined : 'grpc'
}

function isDeclared({ ports }: Container, port: string | number): boolean {
  if (typeof port === 'number') {
    if (ports === undefined || ports.length === 0) return true
    for (const declared of ports) if (declared.containerPort === port) return true
    return false
  }
  if (ports !== undefined) for (const declared of ports) if (declared.name === port) return true
  return false
}
