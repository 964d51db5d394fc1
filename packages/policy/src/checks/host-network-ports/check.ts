import { definePodCheck, type PodInput, type Verdict, type Violation, violation } from '../../model/check.ts'
import { remove, set } from '../../model/edit.ts'
import type { PlacedContainer } from '../../model/pod.ts'
import { baseExclusions } from '../defender-exclusions.ts'
import { portMatcher } from '../port-ranges.ts'

const parameters = {
  allowHostNetwork: { type: 'boolean', default: false },
  allowedHostPorts: { type: 'strings', default: [], format: 'port-range' },
  minPort: { type: 'integer', default: 0, minimum: 0, maximum: 65_535 },
  maxPort: { type: 'integer', default: 0, minimum: 0, maximum: 65_535 },
} as const

type Input = PodInput<typeof parameters, (port: number) => boolean>

/**
 * Usage of host networking and ports should be restricted.
 *
 * Restricted fields: spec.hostNetwork; spec.containers[*], initContainers[*], ephemeralContainers[*] .ports[*].hostPort
 * Allowed: undefined, false; undefined, 0 and ports that the parameters hold. A range of minPort and maxPort is what
 * version 6 of the policy had, allowedHostPorts what version 7 has; either may allow a port.
 * Source: Azure Policy 82985f06-dc18-4a48-bc1c-b9f4f0098cfe
 */
export const hostNetworkPorts = definePodCheck({
  id: 'host-network-ports',
  severity: 'medium',
  control: 'restrict-unauthorized-network-access',
  category: 'security',
  maps: {
    azurePolicy: '82985f06-dc18-4a48-bc1c-b9f4f0098cfe',
    mcsb: 'PV-2',
    pss: 'baseline',
    cisAks: ['4.2.4'],
    cisKubernetes: ['5.2.5', '5.2.13'],
    nsa: 'Network separation and hardening',
    mitre: ['T1040', 'T1046'],
  },
  parameters,
  prepare({ allowedHostPorts, minPort, maxPort }) {
    const isListed = portMatcher('allowedHostPorts', allowedHostPorts)
    return (port) => port === 0 || (port >= minPort && port <= maxPort) || isListed(port)
  },
  evaluate({ spec, pod, parameters, prepared, at }): Verdict {
    const violations: Violation[] = []
    if (spec.hostNetwork === true && !parameters.allowHostNetwork) violations.push(violation(at('/hostNetwork')))
    for (const placed of pod.containers) for (const found of strangePorts(placed, prepared)) violations.push(found)
    return violations
  },
  fix: (_, { pointer, message }) => [message === 'default' ? set(pointer, false) : remove(pointer)],
  defender: {
    excludedNamespaces: baseExclusions,
    parameters: { minPort: 0, maxPort: 0 },
    evaluate({ spec, pod, parameters, prepared, at }: Input): Verdict {
      const violations: Violation[] = []
      for (const placed of pod.containers) {
        if (placed.kind === 'ephemeral') continue
        const container = placed.container.name ?? ''
        if (spec.hostNetwork === true && !parameters.allowHostNetwork) violations.push(violation(at('/hostNetwork'), { container }))
        const [first] = strangePorts(placed, prepared)
        if (first !== undefined) violations.push(first)
      }
      return violations
    },
  },
})

function strangePorts({ container, pointer }: PlacedContainer, isAllowed: (port: number) => boolean): Violation[] {
  const violations: Violation[] = []
  const { name = '', ports } = container
  if (ports === undefined) return violations
  for (const [index, { hostPort }] of ports.entries()) {
    if (hostPort !== undefined && !isAllowed(hostPort))
      violations.push(violation(`${pointer}/ports/${index}/hostPort`, { container: name, port: hostPort }, 'port'))
  }
  return violations
}
