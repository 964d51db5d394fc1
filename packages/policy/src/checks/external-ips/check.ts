import { defineObjectCheck, type Violation, violation } from '../../model/check.ts'
import { type Cidr, containsCidr, parseCidr } from '../../network/cidr.ts'
import { serviceSpecOf } from '../../network/service.ts'

/**
 * Services should only use allowed external IPs.
 *
 * Restricted field: Service spec.externalIPs[*]
 * Allowed: addresses of the parameter, by default none
 * Source: Azure Policy d46c275d-1680-448d-b2ec-e495a3b6cc89; CVE-2020-8554
 */
export const externalIps = defineObjectCheck({
  id: 'external-ips',
  severity: 'medium',
  control: 'restrict-unauthorized-network-access',
  category: 'security',
  maps: { azurePolicy: 'd46c275d-1680-448d-b2ec-e495a3b6cc89', nsa: 'Network separation and hardening', mitre: ['T1557'] },
  parameters: { allowedExternalIPs: { type: 'strings', default: [] } },
  kinds: ['/Service'],
  prepare: ({ allowedExternalIPs }) => allowedExternalIPs.map(parseCidr).filter((cidr): cidr is Cidr => cidr !== undefined),
  evaluate({ resource, prepared }) {
    const { externalIPs } = serviceSpecOf(resource)
    if (externalIPs === undefined) return []
    const found: Violation[] = []
    for (const [index, address] of externalIPs.entries())
      if (!isAllowed(address, prepared)) found.push(violation(`/spec/externalIPs/${index}`, { address }))
    return found
  },
})

function isAllowed(address: string, allowed: readonly Cidr[]): boolean {
  const cidr = parseCidr(address)
  return cidr !== undefined && allowed.some((outer) => containsCidr(outer, cidr))
}
