import { definePodCheck, healthy, notApplicable, violation } from '../../model/check.ts'

/**
 * Pods should run in a user namespace of their own.
 *
 * Restricted field: spec.hostUsers
 * Allowed: false
 * Source: Kubernetes documentation, User Namespaces (on by default since 1.33)
 *
 * Off by default: nodes need a recent kernel and runtime, and some volume types do not work with it.
 */
export const hostUsers = definePodCheck({
  id: 'host-users',
  severity: 'low',
  control: 'manage-access-and-permissions',
  category: 'security',
  enabledByDefault: false,
  maps: { nsa: 'Pod security', mitre: ['T1611'] },
  evaluate: ({ spec, pod, targetMinor, at }) => {
    if (spec.hostUsers === false) return healthy
    if (pod.os === 'windows') return notApplicable('windows')
    if (targetMinor !== undefined && targetMinor < firstVersion) return notApplicable('not-in-version')
    return [violation(at('/hostUsers'))]
  },
})

const firstVersion = 33
