import { defineContainerCheck, healthy, type Violation, violation } from '../../model/check.ts'
import { exactQuantity } from '../../quantity.ts'

/**
 * Limits should not be far above requests.
 *
 * Restricted fields: spec.containers[*], initContainers[*] .resources: cpu and memory of requests and limits
 * Allowed: a limit of up to the parameter's times the request, both set; a limit alone is its own request
 * Source: Kubernetes documentation, Limit Ranges, maxLimitRequestRatio
 *
 * Off by default: how much a node may be overcommitted is the platform's decision.
 */
export const limitRequestRatio = defineContainerCheck({
  id: 'limit-request-ratio',
  severity: 'low',
  control: 'protect-applications-against-ddos',
  category: 'efficiency',
  enabledByDefault: false,
  containerKinds: ['container', 'init', 'sidecar'],
  maps: { nsa: 'Resource policies', mitre: ['T1499'] },
  parameters: { maximumRatio: { type: 'integer', default: 4, minimum: 1 } },
  prepare: ({ maximumRatio }) => BigInt(maximumRatio),
  evaluate: ({ container, parameters, prepared: maximum, at }) => {
    const { requests, limits } = container.resources ?? {}
    let violations: Violation[] | undefined
    for (const resource of measured) {
      const limit = limits?.[resource]
      const request = requests?.[resource] ?? limit
      if (limit !== undefined && request === limit) continue
      const [most, wanted] = [exactQuantity(limit ?? ''), exactQuantity(request ?? '')]
      if (most !== undefined && wanted !== undefined && most <= wanted * maximum) continue
      violations ??= []
      violations.push(
        violation(at(`/resources/limits/${resource}`), { container: container.name ?? '', resource, ratio: parameters.maximumRatio }),
      )
    }
    return violations ?? healthy
  },
})

const measured = ['cpu', 'memory'] as const
