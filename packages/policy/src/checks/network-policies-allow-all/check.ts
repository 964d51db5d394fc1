import { defineObjectCheck, type Violation, violation } from '../../model/check.ts'
import { isEverywhere, parseCidr } from '../../network/cidr.ts'
import {
  type NetworkPolicyPeer,
  networkPolicySpecOf,
  restrictsEgress,
  restrictsIngress,
  selectsEverything,
} from '../../network/network-policy.ts'

/**
 * Network policies should not allow everything.
 *
 * Restricted field: NetworkPolicy spec.ingress[*].from, spec.egress[*].to of rules without ports
 * Allowed: peers that leave something out; any peer when the rule names ports
 * Source: Kubernetes API, networking/v1: an empty or absent list of peers, and 0.0.0.0/0, stand for all
 */
export const networkPoliciesAllowAll = defineObjectCheck({
  id: 'network-policies-allow-all',
  severity: 'medium',
  control: 'restrict-unauthorized-network-access',
  category: 'security',
  maps: { cisKubernetes: ['5.3.2'], nsa: 'Network separation and hardening', mitre: ['T1046', 'T1210'] },
  kinds: ['networking.k8s.io/NetworkPolicy'],
  evaluate({ resource }) {
    const spec = networkPolicySpecOf(resource)
    const found: Violation[] = []
    if (restrictsIngress(spec))
      for (const [index, { from, ports }] of (spec.ingress ?? []).entries()) look(from, ports, `/spec/ingress/${index}`, 'from', 'ingress')
    if (restrictsEgress(spec))
      for (const [index, { to, ports }] of (spec.egress ?? []).entries()) look(to, ports, `/spec/egress/${index}`, 'to', 'egress')
    return found

    function look(
      peers: readonly NetworkPolicyPeer[] = [],
      ports: readonly unknown[] = [],
      pointer: string,
      field: string,
      way: string,
    ): void {
      if (ports.length > 0) return
      if (peers.length === 0) found.push(violation(pointer, {}, way))
      for (const [place, peer] of peers.entries()) {
        if (isAnyAddress(peer)) found.push(violation(`${pointer}/${field}/${place}/ipBlock/cidr`, {}, way))
        else if (isAnyPod(peer)) found.push(violation(`${pointer}/${field}/${place}`, {}, `${way}-every-pod`))
      }
    }
  },
})

function isAnyAddress({ ipBlock }: NetworkPolicyPeer): boolean {
  const cidr = ipBlock?.cidr === undefined ? undefined : parseCidr(ipBlock.cidr)
  return cidr !== undefined && isEverywhere(cidr)
}

function isAnyPod({ namespaceSelector, podSelector, ipBlock }: NetworkPolicyPeer): boolean {
  return (
    ipBlock === undefined && namespaceSelector !== undefined && selectsEverything(namespaceSelector) && selectsEverything(podSelector ?? {})
  )
}
