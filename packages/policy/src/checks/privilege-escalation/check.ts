import { type ContainerInput, defineContainerCheck, healthy, notApplicable, type Verdict, violation } from '../../model/check.ts'
import { type Edit, remove, set } from '../../model/edit.ts'
import { capabilityName } from '../../pods/capability.ts'
import { baseExclusions } from '../defender-exclusions.ts'

const parameters = { forcePrivilegeEscalationToBeFalse: { type: 'boolean', default: true } } as const

type Input = ContainerInput<typeof parameters>

/**
 * Container with privilege escalation should be avoided.
 *
 * Restricted field: spec.containers[*], initContainers[*], ephemeralContainers[*] .securityContext.allowPrivilegeEscalation
 * Allowed: false; undefined for a container that does not run as root, when the parameter says so
 * Source: Pod Security Standards, restricted; Azure Policy 1c6e92c9-99f0-4e55-9cf2-0c234dc48f99
 */
export const privilegeEscalation = defineContainerCheck({
  id: 'privilege-escalation',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: {
    azurePolicy: '1c6e92c9-99f0-4e55-9cf2-0c234dc48f99',
    mcsb: 'PV-2',
    pss: 'restricted',
    cisAks: ['4.2.5'],
    cisKubernetes: ['5.2.6'],
    nsa: 'Pod security',
    mitre: ['T1548.001', 'T1611'],
  },
  parameters,
  evaluate(input): Verdict {
    if (input.pod.os === 'windows') return notApplicable('windows')
    const { allowPrivilegeEscalation } = input.container.securityContext ?? {}
    const mayBeUnset = !input.parameters.forcePrivilegeEscalationToBeFalse && isNonRoot(input)
    return allowPrivilegeEscalation === undefined && mayBeUnset ? healthy : allowed(input)
  },
  fix({ container, at }): Edit[] {
    const { privileged, capabilities } = container.securityContext ?? {}
    const edits: Edit[] = [set(at('/securityContext/allowPrivilegeEscalation'), false)]
    // Either of these implies privilege escalation, and the API server refuses them beside `false`.
    if (privileged === true) edits.push(set(at('/securityContext/privileged'), false))
    const kept = capabilities?.add?.filter((capability) => capabilityName(capability) !== 'SYS_ADMIN')
    if (kept !== undefined && kept.length < (capabilities?.add?.length ?? 0)) {
      const pointer = at('/securityContext/capabilities/add')
      edits.push(kept.length === 0 ? remove(pointer) : set(pointer, kept))
    }
    return edits
  },
  defender: {
    containerKinds: ['container', 'init', 'sidecar'],
    excludedNamespaces: baseExclusions,
    parameters: { forcePrivilegeEscalationToBeFalse: false },
    // Version 7, which the benchmark pins, demands `false` whatever the parameter of version 8 says.
    evaluate: (input): Verdict => allowed(input),
  },
})

function allowed({ container, at }: Input): Verdict {
  return container.securityContext?.allowPrivilegeEscalation === false
    ? healthy
    : [violation(at('/securityContext/allowPrivilegeEscalation'), { container: container.name ?? '' })]
}

function isNonRoot({ container, pod }: Input): boolean {
  const user = container.securityContext?.runAsUser ?? pod.spec.securityContext?.runAsUser
  const isForced = container.securityContext?.runAsNonRoot ?? pod.spec.securityContext?.runAsNonRoot
  return user === undefined ? isForced === true : user !== 0
}
