import type { Resource } from '../../inventory/inventory.ts'
import type { ResourceIndex } from '../../inventory/resource-index.ts'
import { defineRelationCheck, type Violation, violation } from '../../model/check.ts'
import { type IngressRule, ingressClassOf, ingressKinds, ingressSpecOf } from '../../network/ingress.ts'

const byHost: ResourceIndex = {
  kinds: ingressKinds,
  clusterWide: true,
  keysOf: (resource) => (ingressSpecOf(resource).rules ?? []).flatMap(({ host }) => (host ? [host.toLowerCase()] : [])),
}

/** More Ingresses of one host than this are not compared. */
const comparisonLimit = 200

/**
 * Hosts of Ingresses should be unique.
 *
 * Restricted field: Ingress spec.rules[*].host, with the paths below
 * Allowed: a host that no Ingress of another namespace has with the same class; within a namespace the same host with other
 * paths; canary Ingresses (nginx.ingress.kubernetes.io/canary)
 * Source: gatekeeper-library uniqueingresshost; ingress-nginx: the older Ingress wins, the other is ignored in part
 */
export const uniqueIngressHosts = defineRelationCheck({
  id: 'unique-ingress-hosts',
  severity: 'medium',
  control: 'restrict-unauthorized-network-access',
  category: 'security',
  maps: { nsa: 'Network separation and hardening', mitre: ['T1557'] },
  kinds: ingressKinds,
  reads: ingressKinds,
  *affected(changed, inventory) {
    for (const host of byHost.keysOf(changed)) yield* inventory.lookup(byHost, '', host)
  },
  evaluate({ resource, inventory }) {
    if (isCanary(resource)) return []
    const found: Violation[] = []
    for (const [index, rule] of (ingressSpecOf(resource).rules ?? []).entries()) {
      const host = rule.host?.toLowerCase()
      if (host === undefined || host === '') continue
      const rival = rivalOf(resource, rule, host, inventory.lookup(byHost, '', host))
      if (rival === undefined) continue
      const data = { host, ingress: `${rival.namespace}/${rival.name}` }
      found.push(violation(`/spec/rules/${index}/host`, data, rival.namespace === resource.namespace ? 'same-path' : 'default'))
    }
    return found
  },
})

function rivalOf(resource: Resource, rule: IngressRule, host: string, candidates: readonly Resource[]): Resource | undefined {
  const ingressClass = ingressClassOf(resource)
  for (const other of candidates.slice(0, comparisonLimit)) {
    if (other === resource || isCanary(other) || ingressClassOf(other) !== ingressClass) continue
    if (other.namespace !== resource.namespace) return other
    const rules = ingressSpecOf(other).rules ?? []
    if (rules.some((each) => each.host?.toLowerCase() === host && shareAPath(each, rule))) return other
  }
  return undefined
}

function shareAPath(a: IngressRule, b: IngressRule): boolean {
  const paths = new Set((a.http?.paths ?? []).map(({ path = '/', pathType }) => `${pathType} ${path}`))
  return (b.http?.paths ?? []).some(({ path = '/', pathType }) => paths.has(`${pathType} ${path}`))
}

function isCanary({ object }: Resource): boolean {
  return object.metadata.annotations?.['nginx.ingress.kubernetes.io/canary'] === 'true'
}
