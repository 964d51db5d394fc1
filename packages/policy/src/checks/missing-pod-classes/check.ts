import type { Inventory } from '../../inventory/inventory.ts'
import { defineRelationCheck, notApplicable, violation } from '../../model/check.ts'

const priorityClassKind = 'scheduling.k8s.io/PriorityClass'
const runtimeClassKind = 'node.k8s.io/RuntimeClass'

/** Priority classes that the API server makes. Source: Kubernetes, "Pod Priority and Preemption" */
const ownPriorityClasses = new Set(['system-cluster-critical', 'system-node-critical'])

/**
 * Priority and runtime classes of pods should exist.
 *
 * Restricted field: priorityClassName and runtimeClassName of the pod
 * Allowed: classes of the cluster; the two priority classes that every cluster has
 * Source: Kubernetes, "Pod Priority and Preemption", "Runtime Class": the pod is refused otherwise
 */
export const missingPodClasses = defineRelationCheck({
  id: 'missing-pod-classes',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: {},
  kinds: ['pods'],
  reads: [priorityClassKind, runtimeClassKind],
  evaluate({ pod, inventory }) {
    if (pod === undefined) return []
    const { priorityClassName = '', runtimeClassName = '' } = pod.spec
    const priority = ownPriorityClasses.has(priorityClassName) ? 'exists' : look(priorityClassKind, priorityClassName, inventory)
    const runtime = look(runtimeClassKind, runtimeClassName, inventory)
    const found = [
      ...(priority === 'missing' ? [violation(`${pod.specPointer}/priorityClassName`, { name: priorityClassName })] : []),
      ...(runtime === 'missing' ? [violation(`${pod.specPointer}/runtimeClassName`, { name: runtimeClassName }, 'runtime')] : []),
    ]
    return found.length === 0 && (priority === 'unknown' || runtime === 'unknown') ? notApplicable('kind-not-known') : found
  },
})

function look(kind: string, name: string, inventory: Inventory): 'exists' | 'missing' | 'unknown' {
  if (name === '' || inventory.get(kind, '', name) !== undefined) return 'exists'
  return inventory.knows(kind) ? 'missing' : 'unknown'
}
