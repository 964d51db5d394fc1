import { definePodCheck, healthy, violation } from '../../model/check.ts'

/**
 * Pods should have a priority class.
 *
 * Required field: spec.priorityClassName
 * Source: Kubernetes documentation, Pod Priority and Preemption
 *
 * Off by default: a cluster-wide default class does as well.
 */
export const priorityClass = definePodCheck({
  id: 'priority-class',
  severity: 'informational',
  control: 'implement-security-best-practices',
  category: 'reliability',
  enabledByDefault: false,
  maps: {},
  evaluate: ({ spec, at }) => ((spec.priorityClassName ?? '') === '' ? [violation(at('/priorityClassName'))] : healthy),
})
