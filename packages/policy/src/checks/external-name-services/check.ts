import { defineObjectCheck, violation } from '../../model/check.ts'
import { parseCidr } from '../../network/cidr.ts'
import { serviceSpecOf } from '../../network/service.ts'

/** Names under which clouds serve the identity of the machine. */
const metadataHosts = new Set(['metadata.google.internal', 'metadata', 'instance-data', 'instance-data.ec2.internal'])

/**
 * ExternalName Services should not point to the node or the cloud's metadata.
 *
 * Restricted field: Service of type ExternalName: spec.externalName
 * Allowed: host names, except localhost, names of metadata services, and the API server
 * Source: Kubernetes, "Service", type ExternalName (an address is taken for a host name made of digits); ingress controllers
 * resolve the name from where they run
 */
export const externalNameServices = defineObjectCheck({
  id: 'external-name-services',
  severity: 'medium',
  control: 'restrict-unauthorized-network-access',
  category: 'security',
  maps: { nsa: 'Network separation and hardening', mitre: ['T1552.005', 'T1090'] },
  kinds: ['/Service'],
  evaluate({ resource }) {
    const { type, externalName } = serviceSpecOf(resource)
    if (type !== 'ExternalName' || externalName === undefined) return []
    const message = judge(externalName.toLowerCase().replace(/\.$/, ''))
    return message === undefined ? [] : [violation('/spec/externalName', { name: externalName }, message)]
  },
})

function judge(name: string): string | undefined {
  if (name === 'localhost' || name.endsWith('.localhost')) return 'node'
  if (metadataHosts.has(name)) return 'metadata'
  if (parseCidr(name) !== undefined && !name.includes('/')) return 'address'
  return name.startsWith('kubernetes.default.svc') ? 'api-server' : undefined
}
