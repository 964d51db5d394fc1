import type { Resource } from '../inventory/inventory.ts'

export type ServicePort = {
  readonly name?: string
  readonly port?: number
  readonly targetPort?: string | number
  readonly nodePort?: number
  readonly protocol?: string
}

export type ServiceSpec = {
  readonly type?: string
  readonly selector?: Readonly<Record<string, string>>
  readonly clusterIP?: string
  readonly externalName?: string
  readonly externalIPs?: readonly string[]
  readonly loadBalancerSourceRanges?: readonly string[]
  readonly ports?: readonly ServicePort[]
}

const nothing: ServiceSpec = {}

export function serviceSpecOf({ object }: Resource): ServiceSpec {
  return (object.spec as ServiceSpec | undefined) ?? nothing
}

/**
 * Annotations that keep a load balancer inside the network, by cloud.
 *
 * Sources: AKS "Use an internal load balancer"; AWS Load Balancer Controller "Annotations" and the in-tree provider before it;
 * GKE "Internal passthrough Network Load Balancers"; OpenStack, IBM, Alibaba and Oracle cloud providers' service annotations
 */
export const internalLoadBalancerAnnotations: readonly string[] = [
  'service.beta.kubernetes.io/azure-load-balancer-internal=true',
  'service.beta.kubernetes.io/aws-load-balancer-scheme=internal',
  'service.beta.kubernetes.io/aws-load-balancer-internal=true',
  'networking.gke.io/load-balancer-type=Internal',
  'cloud.google.com/load-balancer-type=Internal',
  'service.beta.kubernetes.io/openstack-internal-load-balancer=true',
  'service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type=private',
  'service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type=intranet',
  'service.beta.kubernetes.io/oci-load-balancer-internal=true',
]

/** Whether an object has one of the annotations, each written as `key=value`. */
export function hasAnnotation({ object }: Resource, wanted: readonly string[]): boolean {
  const annotations = object.metadata.annotations
  if (annotations === undefined) return false
  return wanted.some((pair) => {
    const equals = pair.indexOf('=')
    return equals > 0 && annotations[pair.slice(0, equals)] === pair.slice(equals + 1)
  })
}
