import { defineContainerCheck, healthy, violation } from '../../model/check.ts'
import type { Handler } from '../../model/pod.ts'

/**
 * Liveness and readiness probes should differ.
 *
 * Restricted fields: spec.containers[*] .livenessProbe, readinessProbe
 * Allowed: different actions, or a liveness probe that takes longer to fail (failureThreshold × periodSeconds)
 * Source: Kubernetes documentation, Liveness, Readiness, and Startup Probes: the same endpoint with a higher threshold
 */
export const identicalProbes = defineContainerCheck({
  id: 'identical-probes',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'reliability',
  containerKinds: ['container', 'sidecar'],
  maps: {},
  evaluate: ({ container, at }) => {
    const { livenessProbe: liveness, readinessProbe: readiness } = container
    if (liveness === undefined || readiness === undefined || !isSameAction(liveness, readiness)) return healthy
    if (secondsToFail(liveness) > secondsToFail(readiness)) return healthy
    return [violation(at('/livenessProbe'), { container: container.name ?? '' })]
  },
})

/** Defaults of the API server: three failures, ten seconds apart. */
function secondsToFail({ failureThreshold = 3, periodSeconds = 10 }: Handler): number {
  return failureThreshold * periodSeconds
}

function isSameAction(a: Handler, b: Handler): boolean {
  if (a.httpGet !== undefined && b.httpGet !== undefined)
    return a.httpGet.port === b.httpGet.port && a.httpGet.path === b.httpGet.path && a.httpGet.host === b.httpGet.host
  if (a.tcpSocket !== undefined && b.tcpSocket !== undefined) return a.tcpSocket.port === b.tcpSocket.port
  if (a.grpc !== undefined && b.grpc !== undefined) return a.grpc.port === b.grpc.port && a.grpc.service === b.grpc.service
  const [left, right] = [a.exec?.command, b.exec?.command]
  return left !== undefined && right !== undefined && left.length === right.length && left.every((text, index) => text === right[index])
}
