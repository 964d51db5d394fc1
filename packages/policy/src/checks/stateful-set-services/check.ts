import type { Resource } from '../../inventory/inventory.ts'
import { defineRelationCheck, notApplicable, violation } from '../../model/check.ts'
import { serviceSpecOf } from '../../network/service.ts'

/**
 * StatefulSets should have their headless Service.
 *
 * Restricted field: StatefulSet spec.serviceName
 * Allowed: absent; a Service of the namespace with clusterIP None
 * Source: Kubernetes, "StatefulSets", limitations: the headless Service gives the pods their names
 */
export const statefulSetServices = defineRelationCheck({
  id: 'stateful-set-services',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: {},
  kinds: ['apps/StatefulSet'],
  reads: ['/Service'],
  affected: ({ namespace, name }, inventory) =>
    [...inventory.ofKind('apps/StatefulSet', namespace)].filter((each) => serviceNameOf(each) === name),
  evaluate({ resource, inventory }) {
    const name = serviceNameOf(resource)
    if (name === undefined || name === '') return []
    const service = inventory.find('/Service', resource.namespace, name)
    if (service !== undefined)
      return serviceSpecOf(service).clusterIP === 'None' ? [] : [violation('/spec/serviceName', { service: name }, 'not-headless')]
    return inventory.knows('/Service', resource.namespace)
      ? [violation('/spec/serviceName', { service: name })]
      : notApplicable('kind-not-known')
  },
})

function serviceNameOf({ object }: Resource): string | undefined {
  return (object.spec as { readonly serviceName?: string } | undefined)?.serviceName
}
