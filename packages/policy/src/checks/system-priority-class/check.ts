import { definePodCheck, healthy, violation } from '../../model/check.ts'

/**
 * Workloads should not use the priorities of the system.
 *
 * Restricted field: spec.priorityClassName
 * Allowed: everything but system-node-critical and system-cluster-critical
 * Source: Kubernetes documentation, Guaranteed Scheduling For Critical Add-On Pods; Pod Priority and Preemption
 */
export const systemPriorityClass = definePodCheck({
  id: 'system-priority-class',
  severity: 'medium',
  control: 'protect-applications-against-ddos',
  category: 'security',
  maps: { nsa: 'Pod security', mitre: ['T1499'] },
  excludedNamespaces: ['kube-system', '*-system', 'azure-arc'],
  evaluate: ({ spec, at }) => {
    const name = spec.priorityClassName
    return name === 'system-node-critical' || name === 'system-cluster-critical'
      ? [violation(at('/priorityClassName'), { priorityClass: name })]
      : healthy
  },
})
