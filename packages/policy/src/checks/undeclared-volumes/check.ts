import { definePodCheck, healthy, type Violation, violation } from '../../model/check.ts'
import type { Volume } from '../../model/pod.ts'

/**
 * Containers should mount volumes that the pod has.
 *
 * Restricted field: spec.containers[*], initContainers[*], ephemeralContainers[*] .volumeMounts[*].name
 * Allowed: names of spec.volumes[*], and of volumeClaimTemplates[*] in StatefulSets
 * Source: Kubernetes API server, validation of core/v1 PodSpec
 */
export const undeclaredVolumes = definePodCheck({
  id: 'undeclared-volumes',
  severity: 'medium',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: {},
  evaluate: ({ spec, pod, resource, object }) => {
    let violations: Violation[] | undefined
    for (const { container, pointer } of pod.containers) {
      const mounts = container.volumeMounts
      if (mounts === undefined) continue
      for (let index = 0; index < mounts.length; index += 1) {
        const name = mounts[index]?.name ?? ''
        if (isVolume(spec.volumes, name) || (resource.kind === 'apps/StatefulSet' && isClaim(object.spec, name))) continue
        violations ??= []
        violations.push(violation(`${pointer}/volumeMounts/${index}/name`, { container: container.name ?? '', volume: name }))
      }
    }
    return violations ?? healthy
  },
})

function isVolume(volumes: readonly Volume[] | undefined, name: string): boolean {
  if (volumes !== undefined) for (const volume of volumes) if (volume.name === name) return true
  return false
}

function isClaim(spec: unknown, name: string): boolean {
  const templates = (spec as { readonly volumeClaimTemplates?: readonly { readonly metadata?: { readonly name?: string } }[] } | undefined)
    ?.volumeClaimTemplates
  return templates?.some((template) => template.metadata?.name === name) === true
}
