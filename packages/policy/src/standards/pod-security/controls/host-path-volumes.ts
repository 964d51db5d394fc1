import { violation } from '../../../model/check.ts'
import type { PodSecurityControl } from '../control.ts'

/**
 * Restricted field: spec.volumes[*].hostPath
 * Allowed: undefined
 * Source: Pod Security Standards, baseline, v1.0
 */
export const hostPathVolumes: PodSecurityControl = {
  id: 'hostPathVolumes',
  level: 'baseline',
  versions: [
    {
      sinceMinor: 0,
      evaluate: ({ spec, specPointer }) =>
        (spec.volumes ?? []).flatMap(({ name = '', hostPath }, index) =>
          hostPath === undefined ? [] : [violation(`${specPointer}/volumes/${index}/hostPath`, { volume: name })],
        ),
    },
  ],
}
