import { type KubernetesClient, requestJson } from '@toride/sources/kubernetes/client'

/** What is asked for: a kind that matters and whether the connection may do it in all namespaces. */
const wanted = [
  { group: '', resource: 'pods' },
  { group: '', resource: 'nodes' },
  { group: '', resource: 'namespaces' },
  { group: '', resource: 'services' },
  { group: '', resource: 'configmaps' },
  { group: '', resource: 'serviceaccounts' },
  { group: 'apps', resource: 'deployments' },
  { group: 'apps', resource: 'daemonsets' },
  { group: 'apps', resource: 'statefulsets' },
  { group: 'batch', resource: 'jobs' },
  { group: 'batch', resource: 'cronjobs' },
  { group: 'networking.k8s.io', resource: 'ingresses' },
  { group: 'networking.k8s.io', resource: 'networkpolicies' },
  { group: 'rbac.authorization.k8s.io', resource: 'roles' },
  { group: 'rbac.authorization.k8s.io', resource: 'clusterroles' },
  { group: 'rbac.authorization.k8s.io', resource: 'rolebindings' },
  { group: 'rbac.authorization.k8s.io', resource: 'clusterrolebindings' },
] as const

/** Asks the cluster what the connection may do: kinds that it may not list, and whether it may patch workloads (null: no answer). */
export async function mayWrite(client: KubernetesClient, signal: AbortSignal): Promise<{ forbidden: string[]; writable: boolean | null }> {
  const lists = await Promise.all(wanted.map(({ group, resource }) => isAllowed(client, { group, resource, verb: 'list' }, signal)))
  const forbidden = wanted
    .filter((_, index) => lists[index] === false)
    .map(({ group, resource }) => (group === '' ? resource : `${resource}.${group}`))
  return { forbidden, writable: await isAllowed(client, { group: 'apps', resource: 'deployments', verb: 'patch' }, signal) }
}

async function isAllowed(
  client: KubernetesClient,
  resourceAttributes: { group: string; resource: string; verb: string },
  signal: AbortSignal,
): Promise<boolean | null> {
  const answered = await requestJson(client, {
    method: 'POST',
    path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    body: { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec: { resourceAttributes } },
    signal,
  })
  if (!answered.ok) return null
  const status = answered.value.status as { allowed?: unknown } | undefined
  return status?.allowed === true
}
