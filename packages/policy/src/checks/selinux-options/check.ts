import { definePodCheck, healthy, notApplicable, type Violation, violation } from '../../model/check.ts'
import type { SeLinuxOptions } from '../../model/pod.ts'

/**
 * SELinux options should not weaken the confinement of containers.
 *
 * Restricted fields: spec.securityContext.seLinuxOptions and
 * spec.containers[*], initContainers[*], ephemeralContainers[*] .securityContext.seLinuxOptions: type, user, role
 * Allowed: type undefined, container_t, container_init_t, container_kvm_t, container_engine_t; user and role undefined
 * Source: Pod Security Standards, baseline; Azure Policy e1e6c427-07d9-46ab-9689-bfa85431e636
 */
export const selinuxOptions = definePodCheck({
  id: 'selinux-options',
  severity: 'medium',
  control: 'remediate-security-configurations',
  category: 'security',
  maps: { azurePolicy: 'e1e6c427-07d9-46ab-9689-bfa85431e636', pss: 'baseline', nsa: 'Pod security', mitre: ['T1611'] },
  evaluate: ({ spec, pod, at }) => {
    let violations: Violation[] | undefined
    look(spec.securityContext?.seLinuxOptions, at('/securityContext'))
    for (const { container, pointer } of pod.containers) look(container.securityContext?.seLinuxOptions, `${pointer}/securityContext`)
    if (violations === undefined) return healthy
    return pod.os === 'windows' ? notApplicable('windows') : violations

    function look(options: SeLinuxOptions | undefined, pointer: string): void {
      if (options === undefined) return
      const { type = '', user = '', role = '' } = options
      if (type !== '' && !containerTypes.has(type)) add(`${pointer}/seLinuxOptions/type`, type, 'default')
      if (user !== '') add(`${pointer}/seLinuxOptions/user`, user, 'user')
      if (role !== '') add(`${pointer}/seLinuxOptions/role`, role, 'role')
    }

    function add(pointer: string, value: string, message: string): void {
      violations ??= []
      violations.push(violation(pointer, { value }, message))
    }
  },
})

const containerTypes = new Set(['container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'])
