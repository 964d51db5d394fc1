import { violation } from '../../../model/check.ts'
import type { PodSecurityControl } from '../control.ts'

/**
 * Restricted fields: spec.hostNetwork, spec.hostPID, spec.hostIPC
 * Allowed: undefined, false
 * Source: Pod Security Standards, baseline, v1.0
 */
export const hostNamespaces: PodSecurityControl = {
  id: 'hostNamespaces',
  level: 'baseline',
  versions: [
    {
      sinceMinor: 0,
      evaluate: ({ spec, specPointer }) =>
        (['hostNetwork', 'hostPID', 'hostIPC'] as const)
          .filter((field) => spec[field] === true)
          .map((field) => violation(`${specPointer}/${field}`, { field })),
    },
  ],
}
