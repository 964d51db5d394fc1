import { defineContainerCheck, healthy, type Violation, violation } from '../../model/check.ts'
import type { Volume } from '../../model/pod.ts'

/**
 * Host paths should be mounted read-only.
 *
 * Restricted field: spec.containers[*], initContainers[*], ephemeralContainers[*] .volumeMounts[*].readOnly
 * Allowed: true for mounts of hostPath volumes; sockets take commands either way and are not meant
 * Source: Threat Matrix for Kubernetes, MS-TA9013 (writable hostPath mount)
 */
export const writableHostMounts = defineContainerCheck({
  id: 'writable-host-mounts',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { cisKubernetes: ['5.2.11'], nsa: 'Pod security', mitre: ['T1611'] },
  evaluate: ({ container, pod, at }) => {
    const mounts = container.volumeMounts
    const volumes = pod.spec.volumes
    if (mounts === undefined || volumes === undefined) return healthy
    let violations: Violation[] | undefined
    for (let index = 0; index < mounts.length; index += 1) {
      const mount = mounts[index]
      if (mount === undefined || mount.readOnly === true || !isOnHost(volumes, mount.name)) continue
      violations ??= []
      violations.push(
        violation(at(`/volumeMounts/${index}`), { container: container.name ?? '', volume: mount.name ?? '', path: mount.mountPath ?? '' }),
      )
    }
    return violations ?? healthy
  },
})

function isOnHost(volumes: readonly Volume[], name: string | undefined): boolean {
  for (const { name: own, hostPath } of volumes) {
    if (own === name) return hostPath !== undefined && hostPath.type !== 'Socket' && !hostPath.path?.endsWith('.sock')
  }
  return false
}
