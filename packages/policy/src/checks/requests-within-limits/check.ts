import { pointerToken } from '@toride/core/json-pointer'
import { defineContainerCheck, healthy, type Violation, violation } from '../../model/check.ts'
import { exactQuantity } from '../../quantity.ts'

/**
 * Requests should not exceed limits.
 *
 * Restricted fields: spec.containers[*], initContainers[*] .resources.requests, limits
 * Allowed: a request up to the limit of the same resource
 * Source: Kubernetes API server, validation of core/v1 ResourceRequirements; Azure Policy
 * a2abc456-f0ae-464b-bd3a-07a3cdbd7fb1 (Windows containers should not overcommit)
 */
export const requestsWithinLimits = defineContainerCheck({
  id: 'requests-within-limits',
  severity: 'medium',
  control: 'protect-applications-against-ddos',
  category: 'correctness',
  containerKinds: ['container', 'init', 'sidecar'],
  maps: { azurePolicy: 'a2abc456-f0ae-464b-bd3a-07a3cdbd7fb1', nsa: 'Resource policies' },
  evaluate: ({ container, at }) => {
    const { requests, limits } = container.resources ?? {}
    if (requests === undefined || limits === undefined) return healthy
    let violations: Violation[] | undefined
    for (const resource in requests) {
      const request = requests[resource]
      const limit = limits[resource]
      if (request === undefined || limit === undefined || request === limit) continue
      const [wanted, most] = [exactQuantity(request), exactQuantity(limit)]
      if (wanted === undefined || most === undefined || wanted <= most) continue
      violations ??= []
      const data = { container: container.name ?? '', resource, request, limit }
      violations.push(violation(at(`/resources/requests/${pointerToken(resource)}`), data))
    }
    return violations ?? healthy
  },
})
