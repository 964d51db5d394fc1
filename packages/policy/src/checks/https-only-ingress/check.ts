import { pointerOf } from '@toride/core/json-pointer'
import { defineObjectCheck, healthy, type Verdict, type Violation, violation } from '../../model/check.ts'
import { set } from '../../model/edit.ts'
import { baseExclusions } from '../defender-exclusions.ts'
import { findPlainHttp, hasCertificate } from './plain-http.ts'

type Tls = { readonly hosts?: readonly string[] }

type Ingress = {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> }
  readonly spec?: {
    readonly ingressClassName?: string
    readonly tls?: readonly Tls[]
    readonly rules?: readonly { readonly host?: string }[]
  }
}

const allowHttp = 'kubernetes.io/ingress.allow-http'

/**
 * Kubernetes clusters should be accessible only over HTTPS.
 *
 * Restricted fields: Ingress spec.tls[*].hosts, spec.rules[*].host, and annotations of the well-known controllers
 * Allowed: TLS for every host, and nothing that keeps plain HTTP open beside it
 * Source: Azure Policy 1a5b4dca-0b6f-4cf5-907c-56316bc1bf3d; documents of ingress-nginx, HAProxy, Traefik, Application
 * Gateway, GKE and AWS load balancer controllers
 */
export const httpsOnlyIngress = defineObjectCheck({
  id: 'https-only-ingress',
  severity: 'high',
  control: 'encrypt-data-in-transit',
  category: 'security',
  maps: {
    azurePolicy: '1a5b4dca-0b6f-4cf5-907c-56316bc1bf3d',
    mcsb: 'DP-3',
    cisAks: ['5.4.5'],
    nsa: 'Network separation and hardening',
    mitre: ['T1040', 'T1557'],
  },
  kinds: ['networking.k8s.io/Ingress', 'extensions/Ingress'],
  evaluate({ object }): Verdict {
    const { metadata, spec = {} } = object as Ingress
    const annotations = metadata.annotations ?? {}
    const hosts = hasCertificate(annotations) ? healthy : hostsWithoutTls(spec)
    const plain = findPlainHttp(annotations, spec.ingressClassName ?? annotations['kubernetes.io/ingress.class'] ?? '')
    if (plain === undefined) return hosts
    return [...hosts, violation(pointerOf('metadata', 'annotations', plain.annotation), { annotation: plain.annotation }, 'plain-http')]
  },
  fix({ object }, { message, pointer }) {
    if (message !== 'plain-http') return undefined
    const { metadata, spec = {} } = object as Ingress
    const annotations = metadata.annotations ?? {}
    const mended = findPlainHttp(annotations, spec.ingressClassName ?? annotations['kubernetes.io/ingress.class'] ?? '')?.mended
    return mended === undefined ? undefined : [set(pointer, mended)]
  },
  defender: {
    excludedNamespaces: baseExclusions,
    evaluate({ object }): Verdict {
      const { metadata, spec } = object as Ingress
      const violations: Violation[] = []
      if ((spec?.tls?.length ?? 0) === 0) violations.push(violation('/spec/tls'))
      if (metadata.annotations?.[allowHttp] !== 'false')
        violations.push(violation(pointerOf('metadata', 'annotations', allowHttp), { annotation: allowHttp }, 'allow-http'))
      return violations
    },
    fix: (_, { message, pointer }) => (message === 'allow-http' ? [set(pointer, 'false')] : undefined),
  },
})

function hostsWithoutTls({ tls = [], rules = [] }: NonNullable<Ingress['spec']>): readonly Violation[] {
  if (tls.length === 0) return [violation('/spec/tls')]
  // An entry without hosts holds for every host of the controller.
  if (tls.some(({ hosts }) => hosts === undefined || hosts.length === 0)) return healthy
  const secured = new Set(tls.flatMap(({ hosts = [] }) => hosts.map((host) => host.toLowerCase())))
  const violations: Violation[] = []
  for (const [index, { host = '' }] of rules.entries()) {
    if (!isSecured(host.toLowerCase(), secured))
      violations.push(violation(`/spec/rules/${index}/host`, { host: host === '' ? '*' : host }, 'host-without-tls'))
  }
  return violations
}

/** A wildcard stands for one label: `*.example.com` holds `shop.example.com`. */
function isSecured(host: string, secured: ReadonlySet<string>): boolean {
  return secured.has(host) || (host.includes('.') && secured.has(`*${host.slice(host.indexOf('.'))}`))
}
