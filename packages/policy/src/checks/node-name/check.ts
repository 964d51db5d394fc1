import { definePodCheck, healthy, violation } from '../../model/check.ts'

/**
 * Pods should be placed by the scheduler.
 *
 * Restricted field: spec.nodeName in templates, and in Pods that have not been placed yet
 * Allowed: undefined, the empty string
 * Source: Kubernetes documentation, Assigning Pods to Nodes, nodeName: goes past the scheduler, taints and free resources
 */
export const nodeName = definePodCheck({
  id: 'node-name',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'reliability',
  maps: { mitre: ['T1610'] },
  evaluate: ({ spec, pod, object, at }) => {
    if (spec.nodeName === undefined || spec.nodeName === '') return healthy
    // A Pod that comes from a cluster has been placed by the scheduler.
    if (pod.templatePointer === '' && object.metadata.uid !== undefined) return healthy
    return [violation(at('/nodeName'), { node: spec.nodeName })]
  },
})
