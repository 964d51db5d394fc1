import { defineContainerCheck, healthy, type Violation, violation } from '../../model/check.ts'
import type { Volume } from '../../model/pod.ts'

/**
 * Secrets and ConfigMaps should be mounted without a sub-path.
 *
 * Restricted fields: spec.containers[*], initContainers[*] .volumeMounts[*]: subPath, subPathExpr
 * Allowed: undefined for volumes of type secret, configMap and projected
 * Source: Kubernetes documentation, Secrets and ConfigMaps: a subPath mount does not receive updates
 */
export const subPathSecrets = defineContainerCheck({
  id: 'sub-path-secrets',
  severity: 'informational',
  control: 'implement-security-best-practices',
  category: 'reliability',
  containerKinds: ['container', 'sidecar'],
  maps: {},
  evaluate: ({ container, pod, at }) => {
    const mounts = container.volumeMounts
    if (mounts === undefined) return healthy
    let violations: Violation[] | undefined
    for (let index = 0; index < mounts.length; index += 1) {
      const { name, subPath, subPathExpr } = mounts[index] ?? {}
      if ((subPath ?? subPathExpr ?? '') === '' || !changes(pod.spec.volumes, name)) continue
      violations ??= []
      const field = subPath === undefined ? 'subPathExpr' : 'subPath'
      violations.push(violation(at(`/volumeMounts/${index}/${field}`), { container: container.name ?? '', volume: name ?? '' }))
    }
    return violations ?? healthy
  },
})

function changes(volumes: readonly Volume[] | undefined, name: string | undefined): boolean {
  const volume = volumes?.find((each) => each.name === name)
  return volume?.secret !== undefined || volume?.configMap !== undefined || volume?.projected !== undefined
}
