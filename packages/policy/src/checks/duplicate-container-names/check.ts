import { definePodCheck, healthy, type Violation, violation } from '../../model/check.ts'

/**
 * Containers of a pod should have different names.
 *
 * Restricted field: spec.containers[*], initContainers[*], ephemeralContainers[*] .name
 * Allowed: every name once
 * Source: Kubernetes API server, validation of core/v1 PodSpec
 */
export const duplicateContainerNames = definePodCheck({
  id: 'duplicate-container-names',
  severity: 'medium',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: {},
  evaluate: ({ pod: { containers } }) => {
    if (containers.length < 2) return healthy
    const names = new Set<string>()
    let violations: Violation[] | undefined
    for (const { container, pointer } of containers) {
      const name = container.name ?? ''
      if (!names.has(name)) {
        names.add(name)
        continue
      }
      violations ??= []
      violations.push(violation(`${pointer}/name`, { container: name }))
    }
    return violations ?? healthy
  },
})
