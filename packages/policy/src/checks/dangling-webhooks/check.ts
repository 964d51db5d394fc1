import { defineRelationCheck, notApplicable, type Violation, violation } from '../../model/check.ts'
import { failsClosed, webhookKinds, webhooksOf } from '../../network/webhook.ts'

/**
 * Webhooks should lead to Services that exist.
 *
 * Restricted field: webhooks[*].clientConfig.service of webhook configurations
 * Allowed: a Service that exists; a URL
 * Source: regolibrary C-0036, C-0039; a webhook left behind by an uninstalled operator
 */
export const danglingWebhooks = defineRelationCheck({
  id: 'dangling-webhooks',
  severity: 'medium',
  control: 'implement-security-best-practices',
  category: 'reliability',
  maps: { mitre: ['T1562'] },
  kinds: webhookKinds,
  reads: ['/Service'],
  *affected(changed, inventory) {
    for (const kind of webhookKinds)
      for (const each of inventory.ofKind(kind))
        if (webhooksOf(each).some(({ clientConfig }) => clientConfig?.service?.name === changed.name)) yield each
  },
  evaluate({ resource, inventory }) {
    const found: Violation[] = []
    let isUnknown = false
    for (const [index, webhook] of webhooksOf(resource).entries()) {
      const { name = '', namespace = '' } = webhook.clientConfig?.service ?? {}
      if (name === '' || inventory.find('/Service', namespace, name) !== undefined) continue
      if (!inventory.knows('/Service', namespace)) isUnknown = true
      else {
        const data = { service: `${namespace}/${name}`, webhook: webhook.name ?? '' }
        found.push(violation(`/webhooks/${index}/clientConfig/service`, data, failsClosed(webhook) ? 'default' : 'ignored'))
      }
    }
    return isUnknown && found.length === 0 ? notApplicable('kind-not-known') : found
  },
})
