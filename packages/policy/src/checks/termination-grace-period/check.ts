import { definePodCheck, healthy, violation } from '../../model/check.ts'
import { remove } from '../../model/edit.ts'

/**
 * Pods should have time to end.
 *
 * Restricted field: spec.terminationGracePeriodSeconds
 * Allowed: undefined (30 seconds), 1 and above
 * Source: Kubernetes API, core/v1 PodSpec.terminationGracePeriodSeconds: 0 stops at once by the kill signal; for a
 * StatefulSet it is called unsafe
 */
export const terminationGracePeriod = definePodCheck({
  id: 'termination-grace-period',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'reliability',
  maps: {},
  evaluate: ({ spec, at }) => {
    const seconds = spec.terminationGracePeriodSeconds
    return seconds === undefined || seconds >= 1 ? healthy : [violation(at('/terminationGracePeriodSeconds'), { seconds })]
  },
  fix: ({ at }) => [remove(at('/terminationGracePeriodSeconds'))],
})
