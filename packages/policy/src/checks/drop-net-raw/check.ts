import { defineContainerCheck, healthy, notApplicable, violation } from '../../model/check.ts'
import { append } from '../../model/edit.ts'

/**
 * Containers should drop the capability NET_RAW.
 *
 * Restricted field: spec.containers[*], initContainers[*], ephemeralContainers[*] .securityContext.capabilities
 * Allowed: drop has NET_RAW, or drop has ALL and add does not have NET_RAW or ALL
 * Source: CIS Kubernetes Benchmark 1.12, 5.2.8. Runtimes read names without regard to case; a name with the prefix CAP_
 * drops nothing with containerd.
 */
export const dropNetRaw = defineContainerCheck({
  id: 'drop-net-raw',
  severity: 'low',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { pss: 'restricted', cisKubernetes: ['5.2.8'], nsa: 'Pod security', mitre: ['T1557', 'T1040'] },
  evaluate: ({ container, pod, at }) => {
    const { drop, add } = container.securityContext?.capabilities ?? {}
    if (has(drop, 'NET_RAW')) return healthy
    const isAdded = has(add, 'NET_RAW') || has(add, 'ALL')
    if (!isAdded && has(drop, 'ALL')) return healthy
    if (pod.os === 'windows') return notApplicable('windows')
    const data = { container: container.name ?? '' }
    return [
      isAdded ? violation(at('/securityContext/capabilities/add'), data, 'added') : violation(at('/securityContext/capabilities'), data),
    ]
  },
  fix: ({ at }, { message }) => (message === 'added' ? undefined : [append(at('/securityContext/capabilities/drop'), 'NET_RAW')]),
})

function has(names: readonly string[] | undefined, wanted: string): boolean {
  if (names === undefined) return false
  for (const name of names) if (name === wanted || (name.length === wanted.length && name.toUpperCase() === wanted)) return true
  return false
}
