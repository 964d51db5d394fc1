import { defineObjectCheck, type Violation, violation } from '../../model/check.ts'
import { append } from '../../model/edit.ts'
import { type Cidr, containsCidr, parseCidr } from '../../network/cidr.ts'
import { type NetworkPolicyPeer, type NetworkPolicyPort, networkPolicySpecOf, restrictsEgress } from '../../network/network-policy.ts'

/**
 * Addresses at which clouds serve the identity and configuration of a machine, over HTTP.
 *
 * Sources: Azure Instance Metadata Service (and Amazon, Google: the same address); Azure "What is IP address 168.63.129.16?";
 * Amazon EC2 over IPv6
 */
const metadataAddresses = ['169.254.169.254/32', '168.63.129.16/32', 'fd00:ec2::254/128'].map((text) => ({
  text,
  cidr: parseCidr(text) as Cidr,
}))

/**
 * Network policies should keep pods from the cloud's metadata.
 *
 * Restricted field: NetworkPolicy spec.egress[*]: to, to[*].ipBlock
 * Allowed: blocks that leave the addresses out (except); rules whose ports do not include TCP 80
 * Source: NSA/CISA Kubernetes Hardening Guide 1.2, "Protecting sensitive cloud infrastructure"; threat matrix, "Instance
 * Metadata API"
 */
export const metadataEgress = defineObjectCheck({
  id: 'metadata-egress',
  severity: 'low',
  control: 'restrict-unauthorized-network-access',
  category: 'security',
  maps: { nsa: 'Network separation and hardening', mitre: ['T1552.005'] },
  kinds: ['networking.k8s.io/NetworkPolicy'],
  evaluate({ resource }) {
    const spec = networkPolicySpecOf(resource)
    if (!restrictsEgress(spec)) return []
    const found: Violation[] = []
    for (const [index, { to = [], ports = [] }] of (spec.egress ?? []).entries()) {
      if (ports.length > 0 && !ports.some(includesHttp)) continue
      if (to.length === 0) found.push(violation(`/spec/egress/${index}`, {}, 'everywhere'))
      for (const [place, peer] of to.entries()) {
        const reached = addressesIn(peer)
        if (reached.length > 0) found.push(violation(`/spec/egress/${index}/to/${place}/ipBlock`, { addresses: reached.join(', ') }))
      }
    }
    return found
  },
  // Only where a block of addresses is allowed: one in the place of "everywhere" would not mean pods on every network.
  fix({ resource }, { pointer, message }) {
    if (message !== 'default') return undefined
    const [, , , index, , place] = pointer.split('/')
    const peer = networkPolicySpecOf(resource).egress?.[Number(index)]?.to?.[Number(place)]
    return peer && addressesIn(peer).map((address) => append(`${pointer}/except`, address))
  },
})

function includesHttp({ protocol = 'TCP', port, endPort }: NetworkPolicyPort): boolean {
  if (protocol !== 'TCP') return false
  if (port === undefined) return true
  return typeof port === 'number' && port <= 80 && (endPort ?? port) >= 80
}

function addressesIn({ ipBlock }: NetworkPolicyPeer): string[] {
  const cidr = ipBlock?.cidr === undefined ? undefined : parseCidr(ipBlock.cidr)
  if (cidr === undefined) return []
  const left = (ipBlock?.except ?? []).map(parseCidr).filter((each): each is Cidr => each !== undefined)
  return metadataAddresses
    .filter((address) => containsCidr(cidr, address.cidr) && !left.some((each) => containsCidr(each, address.cidr)))
    .map(({ text }) => text)
}
