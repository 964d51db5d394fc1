import { definePodCheck, healthy, type Violation, violation } from '../../model/check.ts'

/**
 * Windows HostProcess containers should be avoided.
 *
 * Restricted fields: spec.securityContext.windowsOptions.hostProcess and
 * spec.containers[*], initContainers[*], ephemeralContainers[*] .securityContext.windowsOptions.hostProcess
 * Allowed: undefined, false
 * Source: Pod Security Standards, baseline; Azure Policy 077f0ce1-86d6-4058-bc60-de05067e8622
 */
export const hostProcessContainers = definePodCheck({
  id: 'host-process-containers',
  severity: 'high',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: {
    azurePolicy: '077f0ce1-86d6-4058-bc60-de05067e8622',
    pss: 'baseline',
    cisKubernetes: ['5.2.10'],
    nsa: 'Pod security',
    mitre: ['T1610', 'T1611'],
  },
  evaluate: ({ spec, pod, at }) => {
    let violations: Violation[] | undefined
    if (spec.securityContext?.windowsOptions?.hostProcess === true)
      violations = [violation(at('/securityContext/windowsOptions/hostProcess'), {}, 'default')]
    for (const { container, pointer } of pod.containers) {
      if (container.securityContext?.windowsOptions?.hostProcess !== true) continue
      violations ??= []
      violations.push(violation(`${pointer}/securityContext/windowsOptions/hostProcess`, { container: container.name ?? '' }, 'container'))
    }
    return violations ?? healthy
  },
})
