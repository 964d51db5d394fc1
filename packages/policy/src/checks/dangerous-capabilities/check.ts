import { defineContainerCheck, healthy, notApplicable, type Violation, violation } from '../../model/check.ts'

/**
 * Containers should not add capabilities that reach the node.
 *
 * Restricted field: spec.containers[*], initContainers[*], ephemeralContainers[*] .securityContext.capabilities.add
 * Allowed: everything but the names of the parameter; ALL holds each of them. SYS_ADMIN has a recommendation of its own.
 * Source: Azure Policy a27c700f-8a22-44ec-961c-41625264370b; capabilities(7)
 */
export const dangerousCapabilities = defineContainerCheck({
  id: 'dangerous-capabilities',
  severity: 'high',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: {
    azurePolicy: 'a27c700f-8a22-44ec-961c-41625264370b',
    pss: 'baseline',
    cisKubernetes: ['5.2.9'],
    nsa: 'Pod security',
    mitre: ['T1610', 'T1611'],
  },
  parameters: {
    disallowedCapabilities: {
      type: 'strings',
      default: [
        'BPF',
        'DAC_READ_SEARCH',
        'MAC_ADMIN',
        'MAC_OVERRIDE',
        'PERFMON',
        'SYS_BOOT',
        'SYS_MODULE',
        'SYS_PTRACE',
        'SYS_RAWIO',
        'SYS_TIME',
        'SYSLOG',
      ],
    },
  },
  prepare: ({ disallowedCapabilities }) => new Set(['ALL', ...disallowedCapabilities.map(bareName)]),
  evaluate: ({ container, pod, prepared: disallowed, at }) => {
    const add = container.securityContext?.capabilities?.add
    if (add === undefined || add.length === 0) return healthy
    if (pod.os === 'windows') return notApplicable('windows')
    let violations: Violation[] | undefined
    for (let index = 0; index < add.length; index += 1) {
      const capability = bareName(add[index] ?? '')
      if (!disallowed.has(capability)) continue
      violations ??= []
      violations.push(violation(at(`/securityContext/capabilities/add/${index}`), { container: container.name ?? '', capability }))
    }
    return violations ?? healthy
  },
})

/** Some runtimes take names with their prefix and in lower case. */
function bareName(name: string): string {
  const upper = name.toUpperCase()
  return upper.startsWith('CAP_') ? upper.slice(4) : upper
}
