import { type Problem, problem } from '@toride/core/errors'
import { isRefusedHost } from '../network/refused-address.ts'
import { type ClusterConnection, connectionTo, serverUrl } from './connection.ts'
import { type Kubeconfig, type KubeconfigCluster, type KubeconfigUser, parseKubeconfig } from './kubeconfig.ts'
import { failure, type Outcome, success } from './outcome.ts'

/** What an uploaded kubeconfig offers to choose from. */
export type UploadedKubeconfig = {
  readonly kubeconfig: Kubeconfig
  readonly contexts: readonly { readonly name: string; readonly server: string; readonly user: string }[]
  /** The context that is taken when none is chosen; undefined when one has to be. */
  readonly defaultContext: string | undefined
}

/**
 * Reads a kubeconfig that somebody hands to the server. It may run nothing and read nothing there: no exec plugin, no
 * auth provider, no path of a file, no link-local or metadata address, not even for a context that is not used.
 *
 * Errors: `kubeconfig-invalid`, `kubeconfig-refused` with the entry that is not taken.
 */
export function checkUploadedKubeconfig(text: string): Outcome<UploadedKubeconfig> {
  const parsed = parseKubeconfig(text)
  if (!parsed.ok) return parsed
  const config = parsed.value
  const reason = [...config.clusters.map(refusedInCluster), ...config.users.map(refusedInUser)].find((found) => found !== undefined)
  if (reason !== undefined) return failure(refusal(reason))
  if (config.contexts.length === 0) return failure(problem('kubeconfig-invalid', {}, { reason: 'it has no context' }))
  const contexts = config.contexts.map(({ name, cluster, user }) => ({
    name,
    server: config.clusters.find((entry) => entry.name === cluster)?.server ?? '',
    user,
  }))
  const isCurrent = contexts.some(({ name }) => name === config.currentContext)
  const only = contexts.length === 1 ? contexts[0]?.name : undefined
  return success({ kubeconfig: config, contexts, defaultContext: isCurrent ? config.currentContext : only })
}

/** The connection of one context of an uploaded kubeconfig. Names that lead to refused addresses fail when they are looked up. */
export function uploadedConnection(text: string, context: string | undefined = undefined): Outcome<ClusterConnection> {
  const checked = checkUploadedKubeconfig(text)
  if (!checked.ok) return checked
  const connection = connectionTo(checked.value.kubeconfig, context ?? checked.value.defaultContext)
  return connection.ok ? success({ ...connection.value, guardsAddresses: true }) : connection
}

function refusedInCluster(cluster: KubeconfigCluster): string | undefined {
  const at = `the cluster "${cluster.name}"`
  if (cluster.certificateAuthority !== undefined) return `${at} names a file (certificate-authority)`
  const server = serverUrl(cluster)
  if (server === undefined) return `the server of ${at} is not an http or https address`
  if (isRefusedHost(server.hostname)) return `the server of ${at} is a link-local or metadata address`
  if (cluster.proxyUrl === undefined) return undefined
  const proxy = URL.parse(cluster.proxyUrl)
  if (proxy === null || isRefusedHost(proxy.hostname)) return `the proxy-url of ${at} is not an address that may be used`
  return undefined
}

function refusedInUser(user: KubeconfigUser): string | undefined {
  const at = `the user "${user.name}"`
  if (user.exec !== undefined) return `${at} has an exec plugin`
  if (user.authProvider !== undefined) return `${at} has an auth-provider`
  const files = { tokenFile: user.tokenFile, 'client-certificate': user.clientCertificate, 'client-key': user.clientKey }
  const named = Object.entries(files).find(([, file]) => file !== undefined)
  return named === undefined ? undefined : `${at} names a file (${named[0]})`
}

function refusal(reason: string): Problem {
  return problem('kubeconfig-refused', {}, { reason })
}
