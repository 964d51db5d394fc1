import { violation } from '../../../model/check.ts'
import type { PodSecurityControl } from '../control.ts'

const allowedSources = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected', 'secret']

/**
 * Restricted fields: every source of spec.volumes[*] but configMap, csi, downwardAPI, emptyDir, ephemeral, image,
 *   persistentVolumeClaim, projected, secret. A volume without any source is an emptyDir (default of the API server).
 * Source: Pod Security Standards, restricted, v1.0
 */
export const restrictedVolumes: PodSecurityControl = {
  id: 'restrictedVolumes',
  level: 'restricted',
  replaces: 'hostPathVolumes',
  versions: [
    {
      sinceMinor: 0,
      evaluate: ({ spec, specPointer }) =>
        (spec.volumes ?? []).flatMap((volume, index) => {
          if (allowedSources.some((source) => volume[source] !== undefined && volume[source] !== null)) return []
          const source = Object.keys(volume).find((key) => key !== 'name' && volume[key] !== null)
          if (source === undefined) return []
          return [violation(`${specPointer}/volumes/${index}`, { volume: volume.name ?? '', source })]
        }),
    },
  ],
}
