import type { Resource } from '../../inventory/inventory.ts'
import type { ResourceIndex } from '../../inventory/resource-index.ts'
import { defineRelationCheck, violation } from '../../model/check.ts'
import { serviceSpecOf } from '../../network/service.ts'

const bySelector: ResourceIndex = {
  kinds: ['/Service'],
  keysOf(resource) {
    const key = selectorKey(resource)
    return key === undefined ? [] : [key]
  },
}

/** Equal for equal selectors. A headless Service beside a normal one is how a StatefulSet is meant to be served. */
function selectorKey(resource: Resource): string | undefined {
  const { selector = {}, clusterIP } = serviceSpecOf(resource)
  const keys = Object.keys(selector)
  if (keys.length === 0) return undefined
  const pairs = keys.toSorted().map((key) => `${key}=${selector[key]}`)
  return `${clusterIP === 'None' ? 'headless' : 'address'} ${pairs.join(',')}`
}

/**
 * Services should have unique selectors.
 *
 * Restricted field: Service spec.selector
 * Allowed: a selector that no other Service of the namespace has (headless and others apart)
 * Source: Azure Policy b0fdedee-7b9e-4a17-9f5d-5e8e912d2f01; gatekeeper-library uniqueserviceselector
 */
export const uniqueServiceSelectors = defineRelationCheck({
  id: 'unique-service-selectors',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: { azurePolicy: 'b0fdedee-7b9e-4a17-9f5d-5e8e912d2f01' },
  // Two doors to the same pods (inside and outside, old name and new) are common and often meant.
  enabledByDefault: false,
  kinds: ['/Service'],
  reads: ['/Service'],
  affected(changed, inventory) {
    const key = selectorKey(changed)
    return key === undefined ? [] : inventory.lookup(bySelector, changed.namespace, key)
  },
  evaluate({ resource, inventory }) {
    const key = selectorKey(resource)
    if (key === undefined) return []
    const same = inventory.lookup(bySelector, resource.namespace, key)
    if (same.length < 2) return []
    const other = same[0] === resource ? same[1] : same[0]
    return [violation('/spec/selector', { service: other?.name ?? '', count: same.length - 1 })]
  },
})
