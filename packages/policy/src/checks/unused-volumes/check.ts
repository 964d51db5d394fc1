import { definePodCheck, healthy, type Violation, violation } from '../../model/check.ts'
import type { PlacedContainer } from '../../model/pod.ts'

/**
 * Volumes of a pod should be used.
 *
 * Restricted field: spec.volumes[*].name
 * Allowed: names that a container mounts (volumeMounts) or uses as a device (volumeDevices)
 * Source: least privilege: a Secret or host path that nobody uses is still in reach of whoever takes over the node's part
 * of the pod
 */
export const unusedVolumes = definePodCheck({
  id: 'unused-volumes',
  severity: 'informational',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: {},
  evaluate: ({ spec, pod, at }) => {
    if (spec.volumes === undefined) return healthy
    let violations: Violation[] | undefined
    for (let index = 0; index < spec.volumes.length; index += 1) {
      const name = spec.volumes[index]?.name ?? ''
      if (pod.containers.some((placed) => uses(placed, name))) continue
      violations ??= []
      violations.push(violation(at(`/volumes/${index}`), { volume: name }))
    }
    return violations ?? healthy
  },
})

function uses({ container: { volumeMounts, volumeDevices } }: PlacedContainer, name: string): boolean {
  if (volumeMounts !== undefined) for (const mount of volumeMounts) if (mount.name === name) return true
  if (volumeDevices !== undefined) for (const device of volumeDevices) if (device.name === name) return true
  return false
}
