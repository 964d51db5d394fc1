import type { Inventory } from '../../inventory/inventory.ts'
import { defineRelationCheck, notApplicable, violation } from '../../model/check.ts'
import { ingressClassOf, ingressKinds, ingressSpecOf } from '../../network/ingress.ts'

const classKind = 'networking.k8s.io/IngressClass'

/**
 * Ingresses should name a class that exists.
 *
 * Restricted field: Ingress spec.ingressClassName, annotation kubernetes.io/ingress.class
 * Allowed: an IngressClass that exists; none when one of them is the default; any annotation, which controllers read themselves
 * Source: Kubernetes, "Ingress", Ingress class
 */
export const ingressClasses = defineRelationCheck({
  id: 'ingress-classes',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: {},
  kinds: ingressKinds,
  reads: [classKind],
  evaluate({ resource, inventory }) {
    const { ingressClassName } = ingressSpecOf(resource)
    const isFine = ingressClassName === undefined ? hasClass() : inventory.get(classKind, '', ingressClassName) !== undefined
    if (isFine) return []
    if (!inventory.knows(classKind)) return notApplicable('kind-not-known')
    return ingressClassName === undefined
      ? [violation('/spec/ingressClassName')]
      : [violation('/spec/ingressClassName', { class: ingressClassName }, 'missing')]

    function hasClass(): boolean {
      return ingressClassOf(resource) !== undefined || hasDefaultClass(inventory)
    }
  },
})

function hasDefaultClass(inventory: Inventory): boolean {
  for (const { object } of inventory.ofKind(classKind))
    if (object.metadata.annotations?.['ingressclass.kubernetes.io/is-default-class'] === 'true') return true
  return false
}
