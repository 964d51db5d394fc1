import { defineContainerCheck, healthy, notApplicable, violation } from '../../model/check.ts'

/**
 * Containers should run with a high user ID.
 *
 * Restricted fields: spec.securityContext.runAsUser and, before it,
 * spec.containers[*], initContainers[*], ephemeralContainers[*] .securityContext.runAsUser
 * Allowed: the parameter and above; undefined is not allowed
 * Source: NSA/CISA Kubernetes Hardening Guide, non-root containers; user IDs below 10000 often exist on the node as well
 *
 * Off by default: a matter of the platform's conventions.
 */
export const runAsHighUid = defineContainerCheck({
  id: 'run-as-high-uid',
  severity: 'low',
  control: 'manage-access-and-permissions',
  category: 'security',
  enabledByDefault: false,
  maps: { nsa: 'Pod security', mitre: ['T1611'] },
  parameters: { minimum: { type: 'integer', default: 10_000, minimum: 1 } },
  evaluate: ({ container, pod, parameters: { minimum }, at }) => {
    const user = container.securityContext?.runAsUser ?? pod.spec.securityContext?.runAsUser
    if (user !== undefined && user >= minimum) return healthy
    if (pod.os === 'windows') return notApplicable('windows')
    return [violation(at('/securityContext/runAsUser'), { container: container.name ?? '', minimum })]
  },
})
