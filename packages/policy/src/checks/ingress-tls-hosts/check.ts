import { defineObjectCheck, type Violation, violation } from '../../model/check.ts'
import { coversHost } from '../../network/host-names.ts'
import { ingressKinds, ingressSpecOf } from '../../network/ingress.ts'

/**
 * Every host of an Ingress should be covered by TLS.
 *
 * Restricted field: Ingress spec.rules[*].host against spec.tls[*].hosts[*]
 * Allowed: hosts that a TLS entry names or covers by wildcard; a TLS entry without hosts covers all
 * Source: Kubernetes API, networking/v1 IngressTLS. An Ingress without any TLS is what https-only-ingress is about.
 */
export const ingressTlsHosts = defineObjectCheck({
  id: 'ingress-tls-hosts',
  severity: 'medium',
  control: 'encrypt-data-in-transit',
  category: 'security',
  maps: { cisAks: ['5.4.5'], nsa: 'Network separation and hardening', mitre: ['T1040', 'T1557'] },
  kinds: ingressKinds,
  evaluate({ resource }) {
    const { tls = [], rules = [] } = ingressSpecOf(resource)
    if (tls.length === 0 || tls.some(({ hosts = [] }) => hosts.length === 0)) return []
    const found: Violation[] = []
    for (const [index, { host = '' }] of rules.entries()) {
      const isCovered = tls.some(({ hosts = [] }) => hosts.some((pattern) => coversHost(pattern, host)))
      if (!isCovered) found.push(violation(`/spec/rules/${index}/host`, { host: host === '' ? '*' : host }))
    }
    return found
  },
})
