import { definePodCheck, healthy, type Violation, violation } from '../../model/check.ts'

/**
 * FlexVolume volumes should only use allowed drivers.
 *
 * Restricted field: spec.volumes[*].flexVolume.driver
 * Allowed: undefined and the drivers of the parameter
 * Source: Azure Policy f4a8fce0-2dd5-4c21-9a36-8f0ec809d663; FlexVolume is deprecated since Kubernetes 1.23
 */
export const flexvolumeDrivers = definePodCheck({
  id: 'flexvolume-drivers',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { azurePolicy: 'f4a8fce0-2dd5-4c21-9a36-8f0ec809d663', pss: 'restricted', nsa: 'Pod security', mitre: ['T1611'] },
  parameters: { allowedDrivers: { type: 'strings', default: [] } },
  prepare: ({ allowedDrivers }) => new Set(allowedDrivers),
  evaluate: ({ spec, prepared: allowed, at }) => {
    if (spec.volumes === undefined) return healthy
    let violations: Violation[] | undefined
    for (let index = 0; index < spec.volumes.length; index += 1) {
      const flex = spec.volumes[index]?.flexVolume
      if (flex === undefined || allowed.has(flex.driver ?? '')) continue
      violations ??= []
      violations.push(
        violation(at(`/volumes/${index}/flexVolume/driver`), { volume: spec.volumes[index]?.name ?? '', driver: flex.driver ?? '' }),
      )
    }
    return violations ?? healthy
  },
})
