import { podSelectorOf, selectorsOf, selectsAnything } from '../../inventory/selecting.ts'
import { defineRelationCheck, notApplicable, violation } from '../../model/check.ts'
import { serviceSpecOf } from '../../network/service.ts'

/**
 * Services should select pods that exist.
 *
 * Restricted field: Service spec.selector
 * Allowed: a selector that matches the pods of something in the namespace; no selector (endpoints from elsewhere);
 * ExternalName
 * Source: kube-linter dangling-service; kube-score service-targets-pod
 */
export const danglingServices = defineRelationCheck({
  id: 'dangling-services',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: {},
  kinds: ['/Service'],
  reads: ['pods'],
  affected: selectorsOf('/Service'),
  evaluate({ resource, inventory }) {
    const selector = podSelectorOf(resource)
    if (selector === undefined || serviceSpecOf(resource).type === 'ExternalName') return []
    if (selectsAnything(inventory, resource.namespace, selector)) return []
    if (!inventory.knows('pods', resource.namespace)) return notApplicable('kind-not-known')
    return [violation('/spec/selector', { selector: textOf(selector.matchLabels) })]
  },
})

function textOf(labels: Readonly<Record<string, string>> = {}): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
}
