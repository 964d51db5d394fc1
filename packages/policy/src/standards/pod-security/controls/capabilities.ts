import { type Violation, violation } from '../../../model/check.ts'
import type { PodView } from '../../../model/pod.ts'
import { isWindows, type PodSecurityControl } from '../control.ts'

const baselineCapabilities = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
])

/**
 * Restricted fields: containers[*], initContainers[*], ephemeralContainers[*] .securityContext.capabilities.add
 * Allowed: the default capabilities of container runtimes, listed above
 * Source: Pod Security Standards, baseline, v1.0
 */
export const capabilitiesBaseline: PodSecurityControl = {
  id: 'capabilities_baseline',
  level: 'baseline',
  versions: [{ sinceMinor: 0, evaluate: (pod) => addedBeyond(baselineCapabilities, pod) }],
}

const restrictedCapabilities = new Set(['NET_BIND_SERVICE'])

/**
 * Restricted fields: containers[*], initContainers[*], ephemeralContainers[*] .securityContext.capabilities
 * Allowed: drop includes ALL; add holds nothing but NET_BIND_SERVICE. Windows pods are left out since v1.25.
 * Source: Pod Security Standards, restricted, v1.22 and v1.25
 */
export const capabilitiesRestricted: PodSecurityControl = {
  id: 'capabilities_restricted',
  level: 'restricted',
  replaces: 'capabilities_baseline',
  versions: [
    { sinceMinor: 22, evaluate: keptOrAdded },
    { sinceMinor: 25, evaluate: (pod) => (isWindows(pod) ? [] : keptOrAdded(pod)) },
  ],
}

function keptOrAdded(pod: PodView): Violation[] {
  const kept = pod.containers
    .filter(({ container }) => !container.securityContext?.capabilities?.drop?.includes('ALL'))
    .map(({ container, pointer }) =>
      violation(`${pointer}/securityContext/capabilities/drop`, { container: container.name ?? '' }, 'not-dropped'),
    )
  return [...kept, ...addedBeyond(restrictedCapabilities, pod)]
}

function addedBeyond(allowed: ReadonlySet<string>, { containers }: PodView): Violation[] {
  return containers.flatMap(({ container, pointer }) =>
    (container.securityContext?.capabilities?.add ?? []).flatMap((capability, index) =>
      allowed.has(capability)
        ? []
        : [violation(`${pointer}/securityContext/capabilities/add/${index}`, { container: container.name ?? '', capability })],
    ),
  )
}
