import { definePodCheck, healthy, violation } from '../../model/check.ts'

/**
 * Pods should not change the hosts file.
 *
 * Restricted field: spec.hostAliases
 * Allowed: undefined, an empty list
 * Source: Threat Matrix for Kubernetes, MS-TA9035 (what names resolve to decides where traffic goes)
 *
 * Off by default: some applications need it in test environments.
 */
export const hostAliases = definePodCheck({
  id: 'host-aliases',
  severity: 'informational',
  control: 'restrict-unauthorized-network-access',
  category: 'security',
  enabledByDefault: false,
  maps: { nsa: 'Network separation and hardening', mitre: ['T1557'] },
  evaluate: ({ spec, at }) => ((spec.hostAliases?.length ?? 0) > 0 ? [violation(at('/hostAliases'))] : healthy),
})
