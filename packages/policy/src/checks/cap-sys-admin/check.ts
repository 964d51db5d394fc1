import { type ContainerInput, defineContainerCheck, healthy, notApplicable, type Verdict, violation } from '../../model/check.ts'
import { remove, set } from '../../model/edit.ts'
import { allCapabilities, capabilityName } from '../../pods/capability.ts'
import { extendedExclusions } from '../defender-exclusions.ts'

const sysAdmin = 'SYS_ADMIN'

/**
 * Kubernetes clusters should not grant CAPSYSADMIN security capabilities.
 *
 * Restricted field: spec.containers[*], initContainers[*], ephemeralContainers[*] .securityContext.capabilities.add
 * Forbidden: SYS_ADMIN, and ALL, which holds it
 * Source: Azure Policy d2e7ea85-6b44-4317-a0be-1b951587f626
 */
export const capSysAdmin = defineContainerCheck({
  id: 'cap-sys-admin',
  severity: 'high',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: {
    azurePolicy: 'd2e7ea85-6b44-4317-a0be-1b951587f626',
    mcsb: 'PV-2',
    pss: 'baseline',
    cisKubernetes: ['5.2.9'],
    nsa: 'Pod security',
    mitre: ['T1611'],
  },
  evaluate: (input): Verdict => (input.pod.os === 'windows' ? notApplicable('windows') : granted(input, grantsSysAdmin)),
  fix({ container, at }) {
    const added = container.securityContext?.capabilities?.add ?? []
    // Nobody knows which of all capabilities the program needs.
    if (added.some((capability) => capabilityName(capability) === allCapabilities)) return undefined
    const kept = added.filter((capability) => capabilityName(capability) !== sysAdmin)
    const pointer = at('/securityContext/capabilities/add')
    return [kept.length === 0 ? remove(pointer) : set(pointer, kept)]
  },
  defender: {
    containerKinds: ['container', 'init', 'sidecar'],
    excludedNamespaces: extendedExclusions,
    evaluate: (input): Verdict => granted(input, (capability) => capability === sysAdmin),
  },
})

function grantsSysAdmin(capability: string): boolean {
  const name = capabilityName(capability)
  return name === sysAdmin || name === allCapabilities
}

function granted({ container, at }: ContainerInput, isForbidden: (capability: string) => boolean): Verdict {
  const capability = container.securityContext?.capabilities?.add?.find(isForbidden)
  return capability === undefined
    ? healthy
    : [violation(at('/securityContext/capabilities/add'), { container: container.name ?? '', capability })]
}
