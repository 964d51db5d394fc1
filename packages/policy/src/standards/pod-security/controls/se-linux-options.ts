import { type Violation, violation } from '../../../model/check.ts'
import type { PodView, SeLinuxOptions } from '../../../model/pod.ts'
import type { PodSecurityControl } from '../control.ts'

const typesSince0 = new Set(['', 'container_t', 'container_init_t', 'container_kvm_t'])
const typesSince31 = new Set([...typesSince0, 'container_engine_t'])

/**
 * Restricted fields: spec and containers[*], initContainers[*], ephemeralContainers[*] .securityContext.seLinuxOptions .type, .user, .role
 * Allowed: type undefined, empty, container_t, container_init_t, container_kvm_t, since v1.31 container_engine_t; user and role undefined or empty
 * Source: Pod Security Standards, baseline, v1.0 and v1.31
 */
export const seLinuxOptions: PodSecurityControl = {
  id: 'seLinuxOptions',
  level: 'baseline',
  versions: [
    { sinceMinor: 0, evaluate: (pod) => badOptions(pod, typesSince0) },
    { sinceMinor: 31, evaluate: (pod) => badOptions(pod, typesSince31) },
  ],
}

function badOptions({ spec, specPointer, containers }: PodView, types: ReadonlySet<string>): Violation[] {
  return [
    ...bad(spec.securityContext?.seLinuxOptions, specPointer),
    ...containers.flatMap(({ container, pointer }) => bad(container.securityContext?.seLinuxOptions, pointer)),
  ]

  function bad(options: SeLinuxOptions | undefined, pointer: string): Violation[] {
    if (options === undefined) return []
    const { type = '', user = '', role = '' } = options
    const at = (field: string) => `${pointer}/securityContext/seLinuxOptions/${field}`
    return [
      ...(types.has(type) ? [] : [violation(at('type'), { field: 'type', value: type })]),
      ...(user === '' ? [] : [violation(at('user'), { field: 'user', value: user })]),
      ...(role === '' ? [] : [violation(at('role'), { field: 'role', value: role })]),
    ]
  }
}
