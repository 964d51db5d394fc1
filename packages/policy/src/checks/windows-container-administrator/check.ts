import { definePodCheck, healthy, type Violation, violation } from '../../model/check.ts'
import type { WindowsOptions } from '../../model/pod.ts'

/**
 * Windows containers should not run as ContainerAdministrator.
 *
 * Restricted fields: spec.securityContext.windowsOptions.runAsUserName and
 * spec.containers[*], initContainers[*], ephemeralContainers[*] .securityContext.windowsOptions.runAsUserName
 * Allowed: undefined and every other user
 * Source: Azure Policy 5485eac0-7e8f-4964-998b-a44f4f0c1e75
 */
export const windowsContainerAdministrator = definePodCheck({
  id: 'windows-container-administrator',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { azurePolicy: '5485eac0-7e8f-4964-998b-a44f4f0c1e75', nsa: 'Pod security', mitre: ['T1610'] },
  evaluate: ({ spec, pod, at }) => {
    let violations: Violation[] | undefined
    if (isAdministrator(spec.securityContext?.windowsOptions)) violations = [violation(at('/securityContext/windowsOptions/runAsUserName'))]
    for (const { container, pointer } of pod.containers) {
      if (!isAdministrator(container.securityContext?.windowsOptions)) continue
      violations ??= []
      violations.push(
        violation(`${pointer}/securityContext/windowsOptions/runAsUserName`, { container: container.name ?? '' }, 'container'),
      )
    }
    return violations ?? healthy
  },
})

/** User names of Windows know no case; `User Manager` is the domain of the built-in container users. */
function isAdministrator(options: WindowsOptions | undefined): boolean {
  if (options?.runAsUserName === undefined) return false
  const name = options.runAsUserName.toLowerCase()
  return name === 'containeradministrator' || name === 'user manager\\containeradministrator'
}
