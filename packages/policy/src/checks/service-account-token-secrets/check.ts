import { defineObjectCheck, violation } from '../../model/check.ts'

/**
 * Tokens of service accounts should expire.
 *
 * Restricted field: Secret type
 * Allowed: any but kubernetes.io/service-account-token
 * Source: Kubernetes, "Managing Service Accounts", manual Secret management: such tokens are valid for ever; regolibrary C-0261
 */
export const serviceAccountTokenSecrets = defineObjectCheck({
  id: 'service-account-token-secrets',
  severity: 'low',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { nsa: 'Authentication and authorization', mitre: ['T1528', 'T1552.007'] },
  kinds: ['/Secret'],
  evaluate({ object }) {
    if (object.type !== 'kubernetes.io/service-account-token') return []
    return [violation('/type', { account: object.metadata.annotations?.['kubernetes.io/service-account.name'] ?? '' })]
  },
})
