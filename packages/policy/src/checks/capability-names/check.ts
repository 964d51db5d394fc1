import { defineContainerCheck, healthy, notApplicable, type Violation, violation } from '../../model/check.ts'
import { set } from '../../model/edit.ts'

/**
 * Capabilities should be written as Kubernetes reads them.
 *
 * Restricted field: spec.containers[*], initContainers[*], ephemeralContainers[*] .securityContext.capabilities.add, drop
 * Allowed: ALL and the names of capabilities(7) without the prefix CAP_
 * Source: Kubernetes API, core/v1 Capabilities: containerd adds the prefix itself, so that CAP_NET_RAW becomes a name that
 * no kernel knows and nothing is added or dropped
 */
export const capabilityNames = defineContainerCheck({
  id: 'capability-names',
  severity: 'medium',
  control: 'remediate-security-configurations',
  category: 'correctness',
  maps: { nsa: 'Pod security' },
  evaluate: ({ container, pod, at }) => {
    const capabilities = container.securityContext?.capabilities
    if (capabilities === undefined) return healthy
    if (pod.os === 'windows') return notApplicable('windows')
    let violations: Violation[] | undefined
    look(capabilities.add, 'add')
    look(capabilities.drop, 'drop')
    return violations ?? healthy

    function look(names: readonly string[] | undefined, list: 'add' | 'drop'): void {
      if (names === undefined) return
      for (let index = 0; index < names.length; index += 1) {
        const name = names[index] ?? ''
        if (knownCapabilities.has(name) || knownCapabilities.has(name.toUpperCase())) continue
        const message = knownCapabilities.has(withoutPrefix(name)) ? 'default' : 'unknown'
        violations ??= []
        violations.push(violation(at(`/securityContext/capabilities/${list}/${index}`), { container: container.name ?? '', name }, message))
      }
    }
  },
  // A name in `add` is left alone: correcting it would grant what the container did not have until now.
  fix: (_, { pointer, message, data }) =>
    message === 'default' && pointer.includes('/capabilities/drop/') ? [set(pointer, withoutPrefix(String(data.name)))] : undefined,
})

function withoutPrefix(name: string): string {
  return name.toUpperCase().replace('CAP_', '')
}

const knownCapabilities = new Set([
  'ALL',
  'AUDIT_CONTROL',
  'AUDIT_READ',
  'AUDIT_WRITE',
  'BLOCK_SUSPEND',
  'BPF',
  'CHECKPOINT_RESTORE',
  'CHOWN',
  'DAC_OVERRIDE',
  'DAC_READ_SEARCH',
  'FOWNER',
  'FSETID',
  'IPC_LOCK',
  'IPC_OWNER',
  'KILL',
  'LEASE',
  'LINUX_IMMUTABLE',
  'MAC_ADMIN',
  'MAC_OVERRIDE',
  'MKNOD',
  'NET_ADMIN',
  'NET_BIND_SERVICE',
  'NET_BROADCAST',
  'NET_RAW',
  'PERFMON',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYSLOG',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_CHROOT',
  'SYS_MODULE',
  'SYS_NICE',
  'SYS_PACCT',
  'SYS_PTRACE',
  'SYS_RAWIO',
  'SYS_RESOURCE',
  'SYS_TIME',
  'SYS_TTY_CONFIG',
  'WAKE_ALARM',
])
