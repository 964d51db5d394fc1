import { defineObjectCheck, type Violation, violation } from '../../model/check.ts'
import { ingressKinds, ingressSpecOf } from '../../network/ingress.ts'

/**
 * Ingresses should name their hosts.
 *
 * Restricted field: Ingress spec.rules[*].host, spec.defaultBackend
 * Allowed: a host without wildcard in each rule
 * Source: gatekeeper-library block-wildcard-ingress; Azure Policy, "Ingress resources should have a specified host"
 */
export const wildcardIngressHosts = defineObjectCheck({
  id: 'wildcard-ingress-hosts',
  severity: 'low',
  control: 'restrict-unauthorized-network-access',
  category: 'security',
  maps: { nsa: 'Network separation and hardening', mitre: ['T1557'] },
  kinds: ingressKinds,
  evaluate({ resource }) {
    const { rules = [], defaultBackend, backend } = ingressSpecOf(resource)
    const found: Violation[] = []
    for (const [index, { host = '' }] of rules.entries()) {
      if (host === '' || host === '*') found.push(violation(`/spec/rules/${index}/host`))
      else if (host.startsWith('*')) found.push(violation(`/spec/rules/${index}/host`, { host }, 'wildcard'))
    }
    if (defaultBackend !== undefined) found.push(violation('/spec/defaultBackend', {}, 'default-backend'))
    if (backend !== undefined) found.push(violation('/spec/backend', {}, 'default-backend'))
    return found
  },
})
