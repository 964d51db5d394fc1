import { defineObjectCheck, violation } from '../../model/check.ts'
import { isEverywhere, parseCidr } from '../../network/cidr.ts'
import { hasAnnotation, internalLoadBalancerAnnotations, serviceSpecOf } from '../../network/service.ts'

/** Annotations that limit the sources like the field does. Sources: Kubernetes in-tree providers; AKS, "Customizations via Kubernetes annotations". */
const rangeAnnotations = [
  'service.beta.kubernetes.io/load-balancer-source-ranges',
  'service.beta.kubernetes.io/azure-allowed-ip-ranges',
  'service.beta.kubernetes.io/azure-allowed-service-tags',
]

/**
 * Public load balancers should limit their sources.
 *
 * Restricted field: Service of type LoadBalancer: spec.loadBalancerSourceRanges
 * Allowed: at least one range, none of them everywhere; an annotation that says the same; an internal load balancer
 * Source: Kubernetes API, core/v1 ServiceSpec; AKS, "Restrict inbound traffic to specific IP ranges"
 */
export const loadBalancerSourceRanges = defineObjectCheck({
  id: 'load-balancer-source-ranges',
  severity: 'medium',
  control: 'restrict-unauthorized-network-access',
  category: 'security',
  maps: { nsa: 'Network separation and hardening', mitre: ['T1190', 'T1133'] },
  kinds: ['/Service'],
  evaluate({ resource }) {
    const { type, loadBalancerSourceRanges: ranges = [] } = serviceSpecOf(resource)
    if (type !== 'LoadBalancer') return []
    const open = ranges.findIndex(reachesEverywhere)
    if (open >= 0) return [violation(`/spec/loadBalancerSourceRanges/${open}`, { range: ranges[open] ?? '' }, 'everywhere')]
    if (ranges.length > 0 || hasAnnotation(resource, internalLoadBalancerAnnotations)) return []
    const annotations = resource.object.metadata.annotations
    return rangeAnnotations.some((name) => limits(annotations?.[name])) ? [] : [violation('/spec/loadBalancerSourceRanges')]
  },
})

function limits(value: string | undefined): boolean {
  return value !== undefined && value.trim() !== '' && !value.split(',').some(reachesEverywhere)
}

function reachesEverywhere(range: string): boolean {
  const cidr = parseCidr(range.trim())
  return cidr !== undefined && isEverywhere(cidr)
}
