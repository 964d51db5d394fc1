import { defineObjectCheck, violation } from '../../model/check.ts'

/**
 * API services should be verified.
 *
 * Restricted field: APIService spec.insecureSkipTLSVerify
 * Allowed: undefined, false
 * Source: Kubernetes, "Configure the Aggregation Layer"; API server to extension without verification
 */
export const insecureApiServices = defineObjectCheck({
  id: 'insecure-api-services',
  severity: 'low',
  control: 'encrypt-data-in-transit',
  category: 'security',
  maps: { nsa: 'Network separation and hardening', mitre: ['T1557'] },
  kinds: ['apiregistration.k8s.io/APIService'],
  evaluate({ object }) {
    const spec = object.spec as { readonly insecureSkipTLSVerify?: boolean } | undefined
    return spec?.insecureSkipTLSVerify === true ? [violation('/spec/insecureSkipTLSVerify')] : []
  },
})
