import { defineContainerCheck, healthy, notApplicable, violation } from '../../model/check.ts'
import { append } from '../../model/edit.ts'

/**
 * Containers should drop all capabilities.
 *
 * Restricted field: spec.containers[*], initContainers[*], ephemeralContainers[*] .securityContext.capabilities.drop
 * Allowed: a list with ALL
 * Source: Pod Security Standards, restricted; CIS Kubernetes Benchmark 1.12, 5.2.9
 *
 * Off by default: what applications do as root before they change their user needs some of the capabilities.
 */
export const dropAllCapabilities = defineContainerCheck({
  id: 'drop-all-capabilities',
  severity: 'low',
  control: 'manage-access-and-permissions',
  category: 'security',
  enabledByDefault: false,
  maps: { pss: 'restricted', cisKubernetes: ['5.2.9'], nsa: 'Pod security', mitre: ['T1611'] },
  evaluate: ({ container, pod, at }) => {
    const drop = container.securityContext?.capabilities?.drop
    if (drop?.some(isAll)) return healthy
    if (pod.os === 'windows') return notApplicable('windows')
    return [violation(at('/securityContext/capabilities/drop'), { container: container.name ?? '' })]
  },
  fix: ({ at }) => [append(at('/securityContext/capabilities/drop'), 'ALL')],
})

function isAll(name: string): boolean {
  return name === 'ALL' || name === 'all' || name === 'All'
}
