import { matchesSelector } from '../../inventory/label-selector.ts'
import { defineObjectCheck, type Violation, violation } from '../../model/check.ts'
import { selectsEverything } from '../../network/network-policy.ts'
import { failsClosed, type Webhook, webhookKinds, webhooksOf } from '../../network/webhook.ts'

/** Labels that kube-system has on every cluster. */
const systemLabels = { 'kubernetes.io/metadata.name': 'kube-system' }

/**
 * Webhooks that fail closed should leave system namespaces out.
 *
 * Restricted field: webhooks[*] with failurePolicy Fail and rules for creating or changing pods: namespaceSelector
 * Allowed: a selector that does not match kube-system; narrower by objectSelector or matchConditions; failurePolicy Ignore
 * Source: Kubernetes, "Admission Webhook Good Practices": a webhook that is down must not keep the cluster from healing
 */
export const webhookSystemNamespaces = defineObjectCheck({
  id: 'webhook-system-namespaces',
  severity: 'medium',
  control: 'implement-security-best-practices',
  category: 'reliability',
  maps: {},
  kinds: webhookKinds,
  evaluate({ resource }) {
    const found: Violation[] = []
    for (const [index, webhook] of webhooksOf(resource).entries()) {
      if (!failsClosed(webhook) || !judgesPods(webhook) || isNarrowed(webhook)) continue
      found.push(violation(`/webhooks/${index}/namespaceSelector`, { webhook: webhook.name ?? '' }))
    }
    return found
  },
})

function isNarrowed({ namespaceSelector, objectSelector, matchConditions }: Webhook): boolean {
  if ((matchConditions?.length ?? 0) > 0 || (objectSelector !== undefined && !selectsEverything(objectSelector))) return true
  return namespaceSelector !== undefined && !matchesSelector(namespaceSelector, systemLabels)
}

function judgesPods({ rules = [] }: Webhook): boolean {
  return rules.some(
    ({ apiGroups = [], resources = [], operations = [] }) =>
      (apiGroups.includes('*') || apiGroups.includes('')) &&
      resources.some((resource) => resource === '*' || resource === '*/*' || resource === 'pods' || resource === 'pods/*') &&
      operations.some((operation) => operation === '*' || operation === 'CREATE' || operation === 'UPDATE'),
  )
}
