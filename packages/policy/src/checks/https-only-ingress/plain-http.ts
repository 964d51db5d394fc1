/**
 * Ways in which Ingress controllers are told to go on serving plain HTTP beside TLS. Controllers that are not here
 * redirect by default once a host has TLS, or are told so where no Ingress shows it.
 */

export type Annotations = Readonly<Record<string, string>>

/** The annotation that serves (or fails to stop) plain HTTP, and the value that mends it, when there is a safe one. */
export type PlainHttp = { readonly annotation: string; readonly mended?: string }

type Rule = (annotations: Annotations, ingressClass: string) => PlainHttp | undefined

/** Redirects that are on by default: only an explicit `false` turns them off. */
const redirects: readonly { readonly annotation: string; readonly forced?: string }[] = [
  { annotation: 'nginx.ingress.kubernetes.io/ssl-redirect', forced: 'nginx.ingress.kubernetes.io/force-ssl-redirect' },
  { annotation: 'haproxy.org/ssl-redirect' },
  { annotation: 'haproxy-ingress.github.io/ssl-redirect' },
  { annotation: 'ingress.kubernetes.io/ssl-redirect', forced: 'ingress.kubernetes.io/force-ssl-redirect' },
]

const allowHttp = 'kubernetes.io/ingress.allow-http'
const traefikEntryPoints = 'traefik.ingress.kubernetes.io/router.entrypoints'
const albPorts = 'alb.ingress.kubernetes.io/listen-ports'

const rules: readonly Rule[] = [
  (annotations) => {
    const off = redirects.find(
      ({ annotation, forced }) => annotations[annotation] === 'false' && (forced === undefined || annotations[forced] !== 'true'),
    )
    return off && { annotation: off.annotation, mended: 'true' }
  },
  // Google's controllers serve HTTP unless told not to; a FrontendConfig may redirect.
  (annotations, ingressClass) => {
    const isGoogles = ingressClass === 'gce' || ingressClass === 'gce-internal'
    const serves = isGoogles ? annotations[allowHttp] !== 'false' : annotations[allowHttp] === 'true'
    const mayRedirect = annotations['networking.gke.io/v1beta1.FrontendConfig'] !== undefined
    return serves && !mayRedirect ? { annotation: allowHttp, mended: 'false' } : undefined
  },
  // `web` is the entry point for plain HTTP in Traefik's charts and documents; a middleware may redirect.
  (annotations) => {
    const names = annotations[traefikEntryPoints]?.split(',').map((name) => name.trim()) ?? []
    const mayRedirect = annotations['traefik.ingress.kubernetes.io/router.middlewares'] !== undefined
    return names.includes('web') && !mayRedirect ? { annotation: traefikEntryPoints } : undefined
  },
  (annotations) =>
    annotations['alb.ingress.kubernetes.io/ssl-redirect'] === undefined && listensToHttp(annotations[albPorts])
      ? { annotation: albPorts }
      : undefined,
]

/** The first annotation by which the controller serves plain HTTP. */
export function findPlainHttp(annotations: Annotations, ingressClass: string): PlainHttp | undefined {
  for (const rule of rules) {
    const found = rule(annotations, ingressClass)
    if (found !== undefined) return found
  }
  return undefined
}

/** Certificates that controllers take from elsewhere than `spec.tls`; they hold for every host. */
const certificates = [
  'alb.ingress.kubernetes.io/certificate-arn',
  'appgw.ingress.kubernetes.io/appgw-ssl-certificate',
  'ingress.gcp.kubernetes.io/pre-shared-cert',
  'networking.gke.io/managed-certificates',
]

/** Whether an annotation names a certificate. */
export function hasCertificate(annotations: Annotations): boolean {
  return certificates.some((annotation) => (annotations[annotation] ?? '') !== '')
}

/** The value is JSON: `[{"HTTP": 80}, {"HTTPS": 443}]`. */
function listensToHttp(ports: string | undefined): boolean {
  if (ports === undefined) return false
  try {
    const listeners: unknown = JSON.parse(ports)
    return Array.isArray(listeners) && listeners.some((listener) => listener !== null && typeof listener === 'object' && 'HTTP' in listener)
  } catch {
    return false
  }
}
