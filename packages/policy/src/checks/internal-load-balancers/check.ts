import { defineObjectCheck, violation } from '../../model/check.ts'
import { hasAnnotation, internalLoadBalancerAnnotations, serviceSpecOf } from '../../network/service.ts'

/**
 * Load balancers should be internal.
 *
 * Restricted field: Service spec.type LoadBalancer without one of the annotations of the parameter
 * Allowed: an annotation that keeps the address inside the network; a load balancer of another class (spec.loadBalancerClass)
 * Source: Azure Policy 3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e; AKS, "Use an internal load balancer"
 */
export const internalLoadBalancers = defineObjectCheck({
  id: 'internal-load-balancers',
  severity: 'medium',
  control: 'restrict-unauthorized-network-access',
  category: 'security',
  maps: { azurePolicy: '3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e', nsa: 'Network separation and hardening', mitre: ['T1190', 'T1133'] },
  // A matter of the network's design: a shop needs a public door. Public ones without limits are found by load-balancer-source-ranges.
  enabledByDefault: false,
  parameters: { annotations: { type: 'strings', default: internalLoadBalancerAnnotations } },
  kinds: ['/Service'],
  evaluate({ resource, parameters }) {
    const { type } = serviceSpecOf(resource)
    return type === 'LoadBalancer' && !hasAnnotation(resource, parameters.annotations) ? [violation('/spec/type')] : []
  },
})
