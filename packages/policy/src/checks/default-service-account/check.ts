import { defineRelationCheck, healthy, violation } from '../../model/check.ts'

/**
 * Workloads should not use the default service account.
 *
 * Restricted fields: spec.serviceAccountName, serviceAccount
 * Allowed: every account but default; default where no token is mounted: automountServiceAccountToken false in the pod, or
 * in the account when the pod does not say
 * Source: CIS Azure Kubernetes Service Benchmark 1.8, 4.1.5; CIS Kubernetes Benchmark 1.12, 5.1.5
 */
export const defaultServiceAccount = defineRelationCheck({
  id: 'default-service-account',
  severity: 'low',
  control: 'manage-access-and-permissions',
  category: 'security',
  kinds: ['pods'],
  reads: ['/ServiceAccount'],
  maps: { cisAks: ['4.1.5'], cisKubernetes: ['5.1.5'], nsa: 'Authentication and authorization', mitre: ['T1528'] },
  evaluate: ({ pod, resource, inventory }) => {
    if (pod === undefined) return healthy
    const { serviceAccountName, serviceAccount, automountServiceAccountToken } = pod.spec
    const account = serviceAccountName || serviceAccount || 'default'
    if (account !== 'default' || automountServiceAccountToken === false) return healthy
    if (automountServiceAccountToken === undefined) {
      const found = inventory.find('/ServiceAccount', resource.namespace, 'default')
      if (found?.object.automountServiceAccountToken === false) return healthy
    }
    return [violation(`${pod.specPointer}/serviceAccountName`)]
  },
})
