import { defineContainerCheck, notApplicable, type Verdict, type Violation, violation } from '../../model/check.ts'
import { append, remove, set } from '../../model/edit.ts'
import { allCapabilities, capabilityName } from '../../pods/capability.ts'
import { extendedExclusions } from '../defender-exclusions.ts'

type Prepared = {
  readonly isAllowed: (capability: string) => boolean
  readonly isDropped: (dropped: readonly string[]) => readonly string[]
}

/**
 * Least privileged Linux capabilities should be enforced for containers.
 *
 * Restricted fields: spec.containers[*], initContainers[*], ephemeralContainers[*] .securityContext.capabilities.add, .drop
 * Allowed: add only what allowedCapabilities holds; drop must hold requiredDropCapabilities, or ALL
 * Source: Azure Policy c26596ff-4d70-4e6a-9a30-c2506bd2f80c; what may be added: Pod Security Standards, restricted
 */
export const leastPrivilegedCapabilities = defineContainerCheck({
  id: 'least-privileged-capabilities',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: {
    azurePolicy: 'c26596ff-4d70-4e6a-9a30-c2506bd2f80c',
    mcsb: 'PV-2',
    pss: 'restricted',
    cisKubernetes: ['5.2.8', '5.2.9', '5.2.10'],
    nsa: 'Pod security',
    mitre: ['T1611'],
  },
  parameters: {
    allowedCapabilities: { type: 'strings', default: ['NET_BIND_SERVICE'] },
    requiredDropCapabilities: { type: 'strings', default: [] },
  },
  prepare: ({ allowedCapabilities, requiredDropCapabilities }): Prepared => {
    const allowed = new Set(allowedCapabilities.map(capabilityName))
    const required = requiredDropCapabilities.map((capability) => capability.toUpperCase())
    return {
      isAllowed: (capability) => allowed.has('*') || allowed.has(capabilityName(capability)),
      isDropped(dropped) {
        // Unlike in `add`, a prefix is not taken away: with containerd such a name drops nothing.
        const names = dropped.map((capability) => capability.toUpperCase())
        return names.includes(allCapabilities) ? [] : required.filter((capability) => !names.includes(capability))
      },
    }
  },
  evaluate: ({ container, pod, prepared, at }): Verdict =>
    pod.os === 'windows' ? notApplicable('windows') : faults(container.securityContext?.capabilities, prepared, container.name, at),
  fix({ container, prepared, at }, { message }) {
    const { add = [], drop = [] } = container.securityContext?.capabilities ?? {}
    if (message === 'default') {
      // Nobody knows which of all capabilities the program needs.
      if (add.some((capability) => capabilityName(capability) === allCapabilities)) return undefined
      const kept = add.filter(prepared.isAllowed)
      const pointer = at('/securityContext/capabilities/add')
      return [kept.length === 0 ? remove(pointer) : set(pointer, kept)]
    }
    const pointer = at('/securityContext/capabilities/drop')
    const missing = prepared.isDropped(drop)
    return missing.includes(allCapabilities) ? [set(pointer, [allCapabilities])] : missing.map((capability) => append(pointer, capability))
  },
  defender: {
    containerKinds: ['container', 'init', 'sidecar'],
    excludedNamespaces: extendedExclusions,
    parameters: { allowedCapabilities: [], requiredDropCapabilities: [] },
    prepare: ({ allowedCapabilities, requiredDropCapabilities }): Prepared => ({
      isAllowed: (capability) => allowedCapabilities.includes('*') || allowedCapabilities.includes(capability),
      isDropped: (dropped) => requiredDropCapabilities.filter((capability) => !dropped.includes(capability)),
    }),
    evaluate: ({ container, prepared, at }): Verdict => faults(container.securityContext?.capabilities, prepared, container.name, at),
  },
})

function faults(
  capabilities: { readonly add?: readonly string[]; readonly drop?: readonly string[] } = {},
  { isAllowed, isDropped }: Prepared,
  container = '',
  at: (suffix: string) => string,
): Violation[] {
  const violations: Violation[] = []
  const { add = [], drop = [] } = capabilities
  const added = add.filter((capability) => !isAllowed(capability))
  if (added.length > 0) violations.push(violation(at('/securityContext/capabilities/add'), { container, capabilities: added.join(', ') }))
  const kept = isDropped(drop)
  if (kept.length > 0)
    violations.push(violation(at('/securityContext/capabilities/drop'), { container, capabilities: kept.join(', ') }, 'not-dropped'))
  return violations
}
