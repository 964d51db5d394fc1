import { definePodCheck, healthy, violation } from '../../model/check.ts'

/**
 * Pods should not get the addresses of all services as environment variables.
 *
 * Restricted field: spec.enableServiceLinks
 * Allowed: false
 * Source: Kubernetes API, core/v1 PodSpec.enableServiceLinks, default true
 *
 * Off by default: the addresses are no secret to a pod that may use DNS.
 */
export const serviceLinks = definePodCheck({
  id: 'service-links',
  severity: 'informational',
  control: 'implement-security-best-practices',
  category: 'security',
  enabledByDefault: false,
  maps: { nsa: 'Network separation and hardening', mitre: ['T1046'] },
  evaluate: ({ spec, at }) => (spec.enableServiceLinks === false ? healthy : [violation(at('/enableServiceLinks'))]),
})
