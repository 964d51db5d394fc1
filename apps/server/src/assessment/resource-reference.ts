/** The columns that name a resource together with its place. */
export type ReferenceRow = {
  id: string | number
  api_version: string
  kind: string
  namespace: string
  name: string
  cluster_id: string
  cluster_name: string
  environment_id: string
  environment_name: string
}

/** How every answer of the API names a resource. */
export function referenceOfRow(row: ReferenceRow) {
  return {
    id: String(row.id),
    apiVersion: row.api_version,
    kind: row.kind.slice(row.kind.indexOf('/') + 1),
    namespace: row.namespace,
    name: row.name,
    cluster: { id: row.cluster_id, name: row.cluster_name },
    environment: { id: row.environment_id, name: row.environment_name },
  }
}
