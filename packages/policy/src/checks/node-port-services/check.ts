import { defineObjectCheck, violation } from '../../model/check.ts'
import { serviceSpecOf } from '../../network/service.ts'

/**
 * Services should not open ports on nodes.
 *
 * Restricted field: Service spec.type
 * Allowed: anything but NodePort
 * Source: gatekeeper-library block-nodeport-services; kube-linter exposed-services
 */
export const nodePortServices = defineObjectCheck({
  id: 'node-port-services',
  severity: 'medium',
  control: 'restrict-unauthorized-network-access',
  category: 'security',
  maps: { nsa: 'Network separation and hardening', mitre: ['T1190', 'T1133'] },
  kinds: ['/Service'],
  evaluate: ({ resource }) => (serviceSpecOf(resource).type === 'NodePort' ? [violation('/spec/type')] : []),
})
