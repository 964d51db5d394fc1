import { defineObjectCheck, type Violation, violation } from '../../model/check.ts'
import { set } from '../../model/edit.ts'
import { webhookKinds, webhooksOf } from '../../network/webhook.ts'

/**
 * Webhooks should answer soon.
 *
 * Restricted field: webhooks[*].timeoutSeconds
 * Allowed: up to the seconds of the parameter (10, the default of the API)
 * Source: Kubernetes, "Admission Webhook Good Practices": small timeouts, since every matching request waits
 */
export const webhookTimeouts = defineObjectCheck({
  id: 'webhook-timeouts',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'reliability',
  maps: {},
  parameters: { maximumSeconds: { type: 'integer', default: 10, minimum: 1, maximum: 30 } },
  kinds: webhookKinds,
  evaluate({ resource, parameters: { maximumSeconds } }) {
    const found: Violation[] = []
    for (const [index, { name = '', timeoutSeconds = 10 }] of webhooksOf(resource).entries())
      if (timeoutSeconds > maximumSeconds)
        found.push(violation(`/webhooks/${index}/timeoutSeconds`, { webhook: name, seconds: timeoutSeconds, maximum: maximumSeconds }))
    return found
  },
  fix: ({ parameters }, { pointer }) => [set(pointer, parameters.maximumSeconds)],
})
