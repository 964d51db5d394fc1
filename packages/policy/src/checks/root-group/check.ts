import { definePodCheck, healthy, notApplicable, type Violation, violation } from '../../model/check.ts'

/**
 * Pods should not run with the root group.
 *
 * Restricted fields: spec.securityContext.runAsGroup, fsGroup, supplementalGroups[*] and
 * spec.containers[*], initContainers[*], ephemeralContainers[*] .securityContext.runAsGroup
 * Allowed: undefined and everything but 0
 * Source: Azure Policy f06ddb64-5fa3-4b77-b166-acb36f7f6042, rules for groups
 */
export const rootGroup = definePodCheck({
  id: 'root-group',
  severity: 'low',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { azurePolicy: 'f06ddb64-5fa3-4b77-b166-acb36f7f6042', nsa: 'Pod security', mitre: ['T1611'] },
  evaluate: ({ spec, pod, at }) => {
    let violations: Violation[] | undefined
    const context = spec.securityContext
    if (context !== undefined) {
      if (context.runAsGroup === 0) add(at('/securityContext/runAsGroup'), 'runAsGroup')
      if (context.fsGroup === 0) add(at('/securityContext/fsGroup'), 'fsGroup')
      const groups = context.supplementalGroups
      for (let index = 0; index < (groups?.length ?? 0); index += 1)
        if (groups?.[index] === 0) add(at(`/securityContext/supplementalGroups/${index}`), 'supplementalGroups')
    }
    for (const { container, pointer } of pod.containers)
      if (container.securityContext?.runAsGroup === 0) add(`${pointer}/securityContext/runAsGroup`, 'runAsGroup')
    if (violations === undefined) return healthy
    return pod.os === 'windows' ? notApplicable('windows') : violations

    function add(pointer: string, field: string): void {
      violations ??= []
      violations.push(violation(pointer, { field }))
    }
  },
})
