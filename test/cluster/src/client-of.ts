import { createClient, type KubernetesClient } from '@toride/sources/kubernetes/client'
import { type ClusterConnection, findConnection } from '@toride/sources/kubernetes/connection'

/** The connection that a kubeconfig file describes. */
export function connectionOf(kubeconfig: string, context?: string): ClusterConnection {
  const found = findConnection({ kubeconfig, context })
  if (!found.ok) throw new Error(found.problem.message)
  return found.value
}

/** A client for a kubeconfig file. */
export function clientOf(kubeconfig: string): KubernetesClient {
  return createClient(connectionOf(kubeconfig))
}
