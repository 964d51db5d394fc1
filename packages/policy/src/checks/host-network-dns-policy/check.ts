import { definePodCheck, healthy, violation } from '../../model/check.ts'

/**
 * Pods in the host network should say how they resolve names.
 *
 * Restricted field: spec.dnsPolicy of pods with hostNetwork
 * Allowed: ClusterFirstWithHostNet, Default, None; ClusterFirst, which undefined means, does not reach the cluster's DNS
 * Source: Kubernetes documentation, DNS for Services and Pods, Pod's DNS Policy
 */
export const hostNetworkDnsPolicy = definePodCheck({
  id: 'host-network-dns-policy',
  severity: 'informational',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: {},
  evaluate: ({ spec, at }) =>
    spec.hostNetwork === true && (spec.dnsPolicy ?? 'ClusterFirst') === 'ClusterFirst' ? [violation(at('/dnsPolicy'))] : healthy,
})
