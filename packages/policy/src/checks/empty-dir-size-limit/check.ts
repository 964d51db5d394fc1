import { definePodCheck, healthy, type Violation, violation } from '../../model/check.ts'

/**
 * emptyDir volumes in memory should have a size limit.
 *
 * Restricted field: spec.volumes[*].emptyDir.sizeLimit
 * Required: with medium Memory, and with every medium where the parameter says so
 * Source: Kubernetes documentation, Volumes, emptyDir: without a limit half of the node's memory
 */
export const emptyDirSizeLimit = definePodCheck({
  id: 'empty-dir-size-limit',
  severity: 'low',
  control: 'protect-applications-against-ddos',
  category: 'reliability',
  maps: { nsa: 'Resource policies', mitre: ['T1499'] },
  parameters: { allMedia: { type: 'boolean', default: false } },
  evaluate: ({ spec, parameters: { allMedia }, at }) => {
    if (spec.volumes === undefined) return healthy
    let violations: Violation[] | undefined
    for (let index = 0; index < spec.volumes.length; index += 1) {
      const directory = spec.volumes[index]?.emptyDir
      if (directory === undefined || directory.sizeLimit !== undefined) continue
      const inMemory = directory.medium === 'Memory'
      if (!inMemory && !allMedia) continue
      violations ??= []
      violations.push(
        violation(at(`/volumes/${index}/emptyDir/sizeLimit`), { volume: spec.volumes[index]?.name ?? '' }, inMemory ? 'default' : 'disk'),
      )
    }
    return violations ?? healthy
  },
})
