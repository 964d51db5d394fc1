import { definePodCheck, healthy, notApplicable, type Violation, violation } from '../../model/check.ts'

/**
 * Pods should set safe sysctls only.
 *
 * Restricted field: spec.securityContext.sysctls[*].name
 * Allowed: the sysctls that Kubernetes holds for safe, and those of the parameter (`net.*` allows all below net)
 * Source: Pod Security Standards, baseline; Azure Policy 56d0a13f-712f-466b-8416-56fb354fb823
 */
export const unsafeSysctls = definePodCheck({
  id: 'unsafe-sysctls',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { azurePolicy: '56d0a13f-712f-466b-8416-56fb354fb823', pss: 'baseline', nsa: 'Pod security', mitre: ['T1611'] },
  parameters: { allowedSysctls: { type: 'strings', default: [] } },
  prepare: ({ allowedSysctls }) => ({
    names: new Set([...safeSysctls, ...allowedSysctls]),
    prefixes: allowedSysctls.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1)),
  }),
  evaluate: ({ spec, pod, prepared, at }) => {
    const { sysctls } = spec.securityContext ?? {}
    if (sysctls === undefined || sysctls.length === 0) return healthy
    if (pod.os === 'windows') return notApplicable('windows')
    const violations: Violation[] = []
    for (const [index, { name = '' }] of sysctls.entries()) {
      // Kubernetes takes slashes for dots: net/ipv4/tcp_syncookies.
      const dotted = name.replaceAll('/', '.')
      if (prepared.names.has(dotted) || prepared.prefixes.some((prefix) => dotted.startsWith(prefix))) continue
      violations.push(violation(at(`/securityContext/sysctls/${index}/name`), { sysctl: name }))
    }
    return violations
  },
})

/** Kubernetes 1.32 and later; earlier versions know fewer of them, but none was ever taken back. */
const safeSysctls = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
]
