/** A kind of object that an API server serves at one version, as discovery names it. */
export type ApiResource = {
  /** Empty for the core group. */
  readonly group: string
  readonly version: string
  /** Plural name in paths and in RBAC rules: `deployments`. */
  readonly name: string
  readonly kind: string
  readonly namespaced: boolean
  readonly verbs: readonly string[]
}

/** `apps/v1`, or `v1` in the core group. */
export function apiVersionOf(resource: Pick<ApiResource, 'group' | 'version'>): string {
  return resource.group === '' ? resource.version : `${resource.group}/${resource.version}`
}

/** As people and RBAC write it: `deployments.apps`, `pods`. One string for a resource whatever its version. */
export function resourceName(resource: Pick<ApiResource, 'group' | 'name'>): string {
  return resource.group === '' ? resource.name : `${resource.name}.${resource.group}`
}

/** The path of a collection, or of one object when a name is given. Without a namespace: across all namespaces. */
export function resourcePath(resource: ApiResource, namespace?: string, name?: string): string {
  const root = resource.group === '' ? `/api/${resource.version}` : `/apis/${resource.group}/${resource.version}`
  const collection =
    namespace === undefined ? `${root}/${resource.name}` : `${root}/namespaces/${encodeURIComponent(namespace)}/${resource.name}`
  return name === undefined ? collection : `${collection}/${encodeURIComponent(name)}`
}
