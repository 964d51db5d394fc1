import { defineContainerCheck, healthy, type Violation, violation } from '../../model/check.ts'

/**
 * Mounts of containers should not spread to the node.
 *
 * Restricted field: spec.containers[*], initContainers[*], ephemeralContainers[*] .volumeMounts[*].mountPropagation
 * Allowed: undefined, None, HostToContainer
 * Source: Kubernetes documentation, Volumes, mount propagation: Bidirectional can damage the node
 */
export const mountPropagation = defineContainerCheck({
  id: 'mount-propagation',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { nsa: 'Pod security', mitre: ['T1611'] },
  evaluate: ({ container, at }) => {
    const mounts = container.volumeMounts
    if (mounts === undefined) return healthy
    let violations: Violation[] | undefined
    for (let index = 0; index < mounts.length; index += 1) {
      if (mounts[index]?.mountPropagation !== 'Bidirectional') continue
      violations ??= []
      violations.push(
        violation(at(`/volumeMounts/${index}/mountPropagation`), { container: container.name ?? '', volume: mounts[index]?.name ?? '' }),
      )
    }
    return violations ?? healthy
  },
})
