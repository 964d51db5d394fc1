import { defineRelationCheck, notApplicable, violation } from '../../model/check.ts'
import { neededBy, serviceAccountOf } from '../../references/pod-references.ts'

/**
 * Service accounts of pods should exist.
 *
 * Restricted field: serviceAccountName (or the older serviceAccount) of the pod
 * Allowed: a ServiceAccount of the namespace; default, which every namespace has
 * Source: kube-linter non-existent-service-account; Kubernetes: admission refuses the pod
 */
export const missingServiceAccounts = defineRelationCheck({
  id: 'missing-service-accounts',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: {},
  kinds: ['pods'],
  reads: ['/ServiceAccount'],
  affected: neededBy,
  evaluate({ resource, pod, inventory }) {
    if (pod === undefined) return []
    const name = serviceAccountOf(pod)
    if (name === '' || name === 'default' || inventory.find('/ServiceAccount', resource.namespace, name) !== undefined) return []
    if (!inventory.knows('/ServiceAccount', resource.namespace)) return notApplicable('kind-not-known')
    const field = pod.spec.serviceAccountName === undefined ? 'serviceAccount' : 'serviceAccountName'
    return [violation(`${pod.specPointer}/${field}`, { name })]
  },
})
