import { defineContainerCheck, healthy, notApplicable, violation } from '../../model/check.ts'
import { set } from '../../model/edit.ts'

/**
 * Containers should use the default /proc mount.
 *
 * Restricted field: spec.containers[*], initContainers[*], ephemeralContainers[*] .securityContext.procMount
 * Allowed: undefined, Default; since Kubernetes 1.35 every value in a pod with a user namespace (hostUsers: false)
 * Source: Pod Security Standards, baseline; Azure Policy f85eb0dd-92ee-40e9-8a76-db25a507d6d3
 */
export const procMountType = defineContainerCheck({
  id: 'proc-mount-type',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { azurePolicy: 'f85eb0dd-92ee-40e9-8a76-db25a507d6d3', pss: 'baseline', nsa: 'Pod security', mitre: ['T1611'] },
  evaluate: ({ container, pod, targetMinor = firstWithUsers, at }) => {
    const type = container.securityContext?.procMount
    if (type === undefined || type === 'Default') return healthy
    if (pod.spec.hostUsers === false && targetMinor >= firstWithUsers) return healthy
    if (pod.os === 'windows') return notApplicable('windows')
    return [violation(at('/securityContext/procMount'), { container: container.name ?? '', type })]
  },
  fix: ({ at }) => [set(at('/securityContext/procMount'), 'Default')],
})

/** The release in which the baseline began to trust user namespaces. */
const firstWithUsers = 35
