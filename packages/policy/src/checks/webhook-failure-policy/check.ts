import { defineObjectCheck, type Violation, violation } from '../../model/check.ts'
import { failsClosed, validatingWebhookKind, webhooksOf } from '../../network/webhook.ts'

/**
 * Validating webhooks should not be skipped when they fail.
 *
 * Restricted field: ValidatingWebhookConfiguration webhooks[*].failurePolicy
 * Allowed: Fail (the default)
 * Source: Kubernetes, "Admission Webhook Good Practices": fail open means that whoever stops the webhook passes it
 */
export const webhookFailurePolicy = defineObjectCheck({
  id: 'webhook-failure-policy',
  severity: 'informational',
  control: 'implement-security-best-practices',
  category: 'security',
  maps: { nsa: 'Pod security', mitre: ['T1562'] },
  kinds: [validatingWebhookKind],
  evaluate({ resource }) {
    const found: Violation[] = []
    for (const [index, webhook] of webhooksOf(resource).entries())
      if (!failsClosed(webhook)) found.push(violation(`/webhooks/${index}/failurePolicy`, { webhook: webhook.name ?? '' }))
    return found
  },
})
