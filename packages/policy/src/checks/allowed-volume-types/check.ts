import { definePodCheck, healthy, type Violation, violation } from '../../model/check.ts'

/**
 * Pods should only use allowed volume types.
 *
 * Restricted field: spec.volumes[*]
 * Allowed: the sources of the parameter, by default those of the restricted standard
 * Source: Pod Security Standards, restricted; Azure Policy 16697877-1118-4fb1-9b65-9898ec2509ec
 *
 * Off by default: host paths, FlexVolume and gitRepo, the dangerous types, have recommendations of their own.
 */
export const allowedVolumeTypes = definePodCheck({
  id: 'allowed-volume-types',
  severity: 'low',
  control: 'manage-access-and-permissions',
  category: 'security',
  enabledByDefault: false,
  maps: { azurePolicy: '16697877-1118-4fb1-9b65-9898ec2509ec', pss: 'restricted', nsa: 'Pod security' },
  parameters: {
    allowedVolumeTypes: {
      type: 'strings',
      default: ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected', 'secret'],
    },
  },
  prepare: ({ allowedVolumeTypes }) => new Set(['name', ...allowedVolumeTypes]),
  evaluate: ({ spec, prepared: allowed, at }) => {
    if (spec.volumes === undefined || allowed.has('*')) return healthy
    let violations: Violation[] | undefined
    for (let index = 0; index < spec.volumes.length; index += 1) {
      const volume = spec.volumes[index] ?? {}
      for (const type in volume) {
        if (allowed.has(type) || volume[type] === undefined || volume[type] === null) continue
        violations ??= []
        violations.push(violation(at(`/volumes/${index}`), { volume: volume.name ?? '', type }))
      }
    }
    return violations ?? healthy
  },
})
