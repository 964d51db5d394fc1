import { definePodCheck, healthy, notApplicable, type Violation, violation } from '../../model/check.ts'

/**
 * Pods should set safe sysctls only.
 *
 * Restricted field: spec.securityContext.sysctls[*].name
 * Allowed: the sysctls that the target version of Kubernetes, or a current one, holds for safe, and those of the parameter
 * (`net.*` allows all below net)
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
    names: new Set(allowedSysctls),
    prefixes: allowedSysctls.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1)),
  }),
  evaluate: ({ spec, pod, prepared, targetMinor = Number.POSITIVE_INFINITY, at }) => {
    const { sysctls } = spec.securityContext ?? {}
    if (sysctls === undefined || sysctls.length === 0) return healthy
    if (pod.os === 'windows') return notApplicable('windows')
    const violations: Violation[] = []
    for (const [index, { name = '' }] of sysctls.entries()) {
      // Kubernetes takes slashes for dots: net/ipv4/tcp_syncookies.
      const dotted = name.replaceAll('/', '.')
      const safeSince = safeSysctls.get(dotted)
      if ((safeSince !== undefined && safeSince <= targetMinor) || prepared.names.has(dotted)) continue
      if (prepared.prefixes.some((prefix) => dotted.startsWith(prefix))) continue
      violations.push(violation(at(`/securityContext/sysctls/${index}/name`), { sysctl: name }))
    }
    return violations
  },
})

/** The version (1.x) since which Kubernetes holds a sysctl for safe. */
const safeSysctls: ReadonlyMap<string, number> = new Map([
  ['kernel.shm_rmid_forced', 0],
  ['net.ipv4.ip_local_port_range', 0],
  ['net.ipv4.ip_unprivileged_port_start', 0],
  ['net.ipv4.ping_group_range', 0],
  ['net.ipv4.tcp_syncookies', 0],
  ['net.ipv4.ip_local_reserved_ports', 27],
  ['net.ipv4.tcp_fin_timeout', 29],
  ['net.ipv4.tcp_keepalive_intvl', 29],
  ['net.ipv4.tcp_keepalive_probes', 29],
  ['net.ipv4.tcp_keepalive_time', 29],
  ['net.ipv4.tcp_rmem', 32],
  ['net.ipv4.tcp_wmem', 32],
  ['net.ipv4.tcp_notsent_lowat', 37],
  ['net.ipv4.tcp_slow_start_after_idle', 37],
])
