import { defineContainerCheck, healthy, type Violation, violation } from '../../model/check.ts'
import { exactQuantity } from '../../quantity.ts'

/**
 * Requests should equal limits.
 *
 * Restricted fields: spec.containers[*], initContainers[*] .resources: cpu and memory of requests and limits
 * Allowed: a limit, and no request or one of the same size (quality of service class Guaranteed)
 * Source: Kubernetes documentation, Pod Quality of Service Classes
 *
 * Off by default: most workloads gain more from sharing what is free.
 */
export const requestsEqualLimits = defineContainerCheck({
  id: 'requests-equal-limits',
  severity: 'informational',
  control: 'protect-applications-against-ddos',
  category: 'reliability',
  enabledByDefault: false,
  containerKinds: ['container', 'init', 'sidecar'],
  maps: { nsa: 'Resource policies' },
  evaluate: ({ container, at }) => {
    const { requests, limits } = container.resources ?? {}
    let violations: Violation[] | undefined
    for (const resource of guaranteed) {
      const limit = limits?.[resource]
      const request = requests?.[resource] ?? limit
      if (limit !== undefined && (request === limit || exactQuantity(request ?? '') === exactQuantity(limit))) continue
      violations ??= []
      violations.push(violation(at(`/resources/requests/${resource}`), { container: container.name ?? '', resource }))
    }
    return violations ?? healthy
  },
})

const guaranteed = ['cpu', 'memory'] as const
