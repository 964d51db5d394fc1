import { type ApiFailure, problemOfFailure } from './api-failure.ts'
import { type KubernetesClient, requestJson } from './client.ts'
import { failure, type Outcome, success } from './outcome.ts'

export type ClusterDescription = {
  /** Such as `v1.34.4`. */
  readonly version: string
  /** Identity of the cluster, the uid of its namespace kube-system; undefined when the role does not show it. */
  readonly uid: string | undefined
  readonly provider: 'aks' | 'eks' | 'gke' | 'other'
}

/**
 * Says which cluster answers: what "test connection" shows, and how the same cluster is known again under another address.
 *
 * Errors: `cluster-unreachable`, `cluster-unauthorized`, `cluster-credentials-unavailable`, `cluster-answer-invalid`.
 */
export async function inspectCluster(client: KubernetesClient, signal: AbortSignal): Promise<Outcome<ClusterDescription>> {
  const asked = await requestJson(client, { path: '/version', signal })
  if (!asked.ok) return failure(problemOf(asked.failure))
  const version = asked.value.gitVersion
  if (typeof version !== 'string') return failure(problemOf(noVersion))
  const namespace = await requestJson(client, { path: '/api/v1/namespaces/kube-system', signal })
  if (!namespace.ok && namespace.failure.reason !== 'forbidden' && namespace.failure.reason !== 'not-found') {
    return failure(problemOf(namespace.failure))
  }
  const metadata = namespace.ok ? (namespace.value.metadata as { readonly uid?: unknown } | undefined) : undefined
  const uid = typeof metadata?.uid === 'string' ? metadata.uid : undefined
  return success({ version, uid, provider: providerOf(version, client.server.hostname) })
}

const noVersion: ApiFailure = {
  reason: 'bad-answer',
  status: 200,
  message: 'it does not say its version',
  retryAfterMs: undefined,
  continueToken: undefined,
}

function problemOf(failed: ApiFailure) {
  return problemOfFailure(failed, 'the API')
}

/** EKS and GKE say who they are in the version, AKS in its address. */
function providerOf(version: string, hostname: string): ClusterDescription['provider'] {
  if (version.includes('-eks-') || hostname.endsWith('.eks.amazonaws.com')) return 'eks'
  if (version.includes('-gke.')) return 'gke'
  return hostname.endsWith('.azmk8s.io') ? 'aks' : 'other'
}
