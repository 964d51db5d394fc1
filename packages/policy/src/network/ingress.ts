import type { Resource } from '../inventory/inventory.ts'

export const ingressKinds = ['networking.k8s.io/Ingress', 'extensions/Ingress'] as const

/** Backend of an Ingress in the shapes of networking/v1 and, with `serviceName`, of the versions before. */
export type IngressBackend = {
  readonly service?: { readonly name?: string; readonly port?: { readonly name?: string; readonly number?: number } }
  readonly serviceName?: string
  readonly servicePort?: string | number
}

type IngressPath = { readonly path?: string; readonly pathType?: string; readonly backend?: IngressBackend }

export type IngressRule = { readonly host?: string; readonly http?: { readonly paths?: readonly IngressPath[] } }

export type IngressSpec = {
  readonly ingressClassName?: string
  readonly defaultBackend?: IngressBackend
  readonly backend?: IngressBackend
  readonly tls?: readonly { readonly hosts?: readonly string[]; readonly secretName?: string }[]
  readonly rules?: readonly IngressRule[]
}

const nothing: IngressSpec = {}

export function ingressSpecOf({ object }: Resource): IngressSpec {
  return (object.spec as IngressSpec | undefined) ?? nothing
}

/** The class by field or by the annotation that came before it; undefined leaves it to the default class. */
export function ingressClassOf(resource: Resource): string | undefined {
  return ingressSpecOf(resource).ingressClassName ?? resource.object.metadata.annotations?.['kubernetes.io/ingress.class']
}
