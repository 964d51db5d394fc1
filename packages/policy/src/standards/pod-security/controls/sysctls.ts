import { violation } from '../../../model/check.ts'
import type { PodView } from '../../../model/pod.ts'
import type { PodSecurityControl } from '../control.ts'

const since0 = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_syncookies',
]
const since27 = [...since0, 'net.ipv4.ip_local_reserved_ports']
const since29 = [
  ...since27,
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
]
const since32 = [...since29, 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem']
const since37 = [...since32, 'net.ipv4.tcp_notsent_lowat', 'net.ipv4.tcp_slow_start_after_idle']

/**
 * Restricted field: spec.securityContext.sysctls[*].name
 * Allowed: the namespaced, isolated sysctls listed above for each version
 * Source: Pod Security Standards, baseline, v1.0, v1.27, v1.29, v1.32, v1.37
 */
export const sysctls: PodSecurityControl = {
  id: 'sysctls',
  level: 'baseline',
  versions: [
    { sinceMinor: 0, evaluate: forbiddenBeyond(since0) },
    { sinceMinor: 27, evaluate: forbiddenBeyond(since27) },
    { sinceMinor: 29, evaluate: forbiddenBeyond(since29) },
    { sinceMinor: 32, evaluate: forbiddenBeyond(since32) },
    { sinceMinor: 37, evaluate: forbiddenBeyond(since37) },
  ],
}

function forbiddenBeyond(names: readonly string[]) {
  const allowed = new Set(names)
  return ({ spec, specPointer }: PodView) =>
    (spec.securityContext?.sysctls ?? []).flatMap(({ name = '' }, index) =>
      allowed.has(name) ? [] : [violation(`${specPointer}/securityContext/sysctls/${index}/name`, { sysctl: name })],
    )
}
