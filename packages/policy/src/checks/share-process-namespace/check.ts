import { definePodCheck, healthy, violation } from '../../model/check.ts'

/**
 * Containers of a pod should not share their processes.
 *
 * Restricted field: spec.shareProcessNamespace
 * Allowed: undefined, false
 * Source: Kubernetes documentation, Share Process Namespace between Containers in a Pod: processes, environment and file
 * systems (/proc/$pid/root) become visible to each other
 */
export const shareProcessNamespace = definePodCheck({
  id: 'share-process-namespace',
  severity: 'low',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { nsa: 'Pod security', mitre: ['T1057'] },
  evaluate: ({ spec, at }) => (spec.shareProcessNamespace === true ? [violation(at('/shareProcessNamespace'))] : healthy),
})
