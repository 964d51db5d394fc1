import { defineContainerCheck, healthy, notApplicable, violation } from '../../model/check.ts'

/**
 * allowPrivilegeEscalation should not contradict privileges.
 *
 * Restricted fields: spec.containers[*], initContainers[*], ephemeralContainers[*] .securityContext:
 * allowPrivilegeEscalation, privileged, capabilities.add
 * Allowed: everything but false beside privileged: true or the capability SYS_ADMIN
 * Source: Kubernetes API server, validation of core/v1 SecurityContext
 */
export const privilegeEscalationConflict = defineContainerCheck({
  id: 'privilege-escalation-conflict',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'correctness',
  maps: { nsa: 'Pod security' },
  evaluate: ({ container, pod, at }) => {
    const context = container.securityContext
    if (context?.allowPrivilegeEscalation !== false) return healthy
    const isPrivileged = context.privileged === true
    if (!isPrivileged && !context.capabilities?.add?.includes('CAP_SYS_ADMIN')) return healthy
    if (pod.os === 'windows') return notApplicable('windows')
    const data = { container: container.name ?? '' }
    return [violation(at('/securityContext/allowPrivilegeEscalation'), data, isPrivileged ? 'default' : 'capability')]
  },
})
