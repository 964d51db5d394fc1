import { defineContainerCheck, healthy, notApplicable, violation } from '../../model/check.ts'

/**
 * runAsNonRoot and runAsUser should not contradict each other.
 *
 * Restricted fields: spec.securityContext and, before it, spec.containers[*], initContainers[*], ephemeralContainers[*]
 * .securityContext: runAsNonRoot, runAsUser
 * Allowed: everything but true beside 0; the kubelet does not start such a container
 * Source: Kubernetes API, core/v1 SecurityContext.runAsNonRoot
 */
export const runAsNonRootConflict = defineContainerCheck({
  id: 'run-as-non-root-conflict',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'correctness',
  maps: { nsa: 'Pod security' },
  evaluate: ({ container, pod, at }) => {
    const own = container.securityContext
    const ofPod = pod.spec.securityContext
    if ((own?.runAsNonRoot ?? ofPod?.runAsNonRoot) !== true || (own?.runAsUser ?? ofPod?.runAsUser) !== 0) return healthy
    if (pod.os === 'windows') return notApplicable('windows')
    return [violation(at('/securityContext/runAsUser'), { container: container.name ?? '' })]
  },
})
