/** Any JSON value, as read from YAML, JSON or the Kubernetes API. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** A JSON object whose fields are not known yet. */
export type JsonObject = { readonly [key: string]: Json }

export type OwnerReference = {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly uid?: string
  readonly controller?: boolean
}

export type ObjectMeta = {
  readonly name?: string
  readonly generateName?: string
  readonly namespace?: string
  readonly uid?: string
  readonly resourceVersion?: string
  readonly generation?: number
  readonly creationTimestamp?: string
  readonly deletionTimestamp?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  readonly ownerReferences?: readonly OwnerReference[]
}

/** An object of the Kubernetes API; only the parts that every object has are typed. */
export type KubernetesObject = {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: ObjectMeta
  readonly [field: string]: unknown
}

/** What identifies an object for people and on the wire. Cluster-scoped objects have no namespace. */
export type ResourceReference = {
  readonly apiVersion: string
  readonly kind: string
  readonly namespace?: string
  readonly name: string
}

/** The API group of an apiVersion: `apps/v1` → `apps`, `v1` → the empty string (the core group). */
export function apiGroup(apiVersion: string): string {
  const slash = apiVersion.indexOf('/')
  return slash < 0 ? '' : apiVersion.slice(0, slash)
}

/**
 * One string for a resource, equal for equal resources whatever their API version: `apps/Deployment/shop/cart`,
 * `/Namespace//shop`. Namespaced objects without a namespace keep the empty one.
 */
export function resourceKey(resource: ResourceReference): string {
  return `${apiGroup(resource.apiVersion)}/${resource.kind}/${resource.namespace ?? ''}/${resource.name}`
}

/** The reference of an object. An object that only has `generateName` is named by it, as people would. */
export function referenceOf(object: KubernetesObject): ResourceReference {
  const { name, generateName, namespace } = object.metadata
  const reference = { apiVersion: object.apiVersion, kind: object.kind, name: name ?? generateName ?? '' }
  return namespace === undefined ? reference : { ...reference, namespace }
}
