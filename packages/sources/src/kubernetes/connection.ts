import { readFileSync } from 'node:fs'
import { isIPv6 } from 'node:net'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { type Problem, problem } from '@toride/core/errors'
import {
  type AuthProvider,
  type ExecPlugin,
  type Impersonation,
  type Kubeconfig,
  type KubeconfigCluster,
  type KubeconfigContext,
  type KubeconfigUser,
  mergeKubeconfigs,
  parseKubeconfig,
} from './kubeconfig.ts'
import { failure, type Outcome, success } from './outcome.ts'
import { type Environment, proxyFor } from './proxy.ts'

/** Everything needed to talk to one API server as one user. Made by the functions of this file, used by `createClient`. */
export type ClusterConnection = {
  /** Name for people: the context, or `in-cluster`. */
  readonly name: string
  readonly server: URL
  readonly namespace: string | undefined
  /** PEM; undefined means the authorities this machine trusts. */
  readonly certificateAuthority: string | undefined
  readonly insecureSkipTlsVerify: boolean
  readonly tlsServerName: string | undefined
  readonly proxy: URL | undefined
  readonly credentials: CredentialSource
  readonly impersonate: Impersonation | undefined
  /** Refuses link-local and metadata addresses, also behind names: for connections that come from someone else. */
  readonly guardsAddresses: boolean
}

/** Text that stands in the configuration, or in a file that is read again when it may have changed. */
export type Material = { readonly text: string } | { readonly file: string }

export type CredentialSource = {
  readonly certificate: { readonly certificate: Material; readonly key: Material } | undefined
  readonly bearer: Material | undefined
  readonly basic: { readonly username: string; readonly password: string } | undefined
  readonly exec: { readonly plugin: ExecPlugin; readonly cluster: KubeconfigCluster } | undefined
  readonly authProvider: AuthProvider | undefined
}

const serviceAccountFolder = '/var/run/secrets/kubernetes.io/serviceaccount'

export type FindConnectionOptions = {
  /** A context of the kubeconfig; its current one otherwise. */
  readonly context?: string | undefined
  /** A kubeconfig file; otherwise `KUBECONFIG`, `~/.kube/config`, or the service account of the pod this runs in. */
  readonly kubeconfig?: string | undefined
  readonly environment?: Environment
}

/**
 * The connection that kubectl would use here.
 *
 * Errors: `kubeconfig-invalid` for files that cannot be used and when there is none.
 */
export function findConnection(options: FindConnectionOptions = {}): Outcome<ClusterConnection> {
  const environment = options.environment ?? process.env
  const loaded = loadKubeconfig(options.kubeconfig, environment)
  if (!loaded.ok) return loaded
  if (loaded.value !== undefined) return connectionTo(loaded.value, options.context, environment)
  if (options.context === undefined && environment.KUBERNETES_SERVICE_HOST !== undefined) return inClusterConnection(environment)
  return invalid('there is none: neither KUBECONFIG nor ~/.kube/config names one, and this is not a pod')
}

/** The kubeconfig that kubectl would use; undefined when there is no file. */
export function loadKubeconfig(file: string | undefined, environment: Environment = process.env): Outcome<Kubeconfig | undefined> {
  const listed = environment.KUBECONFIG
  const files =
    file !== undefined
      ? [file]
      : listed !== undefined && listed !== ''
        ? listed.split(delimiter).filter((part) => part !== '')
        : [join(environment.HOME ?? homedir(), '.kube', 'config')]
  const configs: Kubeconfig[] = []
  for (const path of files) {
    let text: string
    try {
      text = readFileSync(path, 'utf8')
    } catch (error) {
      // Like kubectl: of a list, files that do not exist are passed over; one that was asked for by name has to exist.
      if (file === undefined && (error as NodeJS.ErrnoException).code === 'ENOENT') continue
      return failure(problem('kubeconfig-invalid', { file: path }, { reason: (error as Error).message }))
    }
    const parsed = parseKubeconfig(text, path)
    if (!parsed.ok) return parsed
    configs.push(parsed.value)
  }
  return success(configs.length === 0 ? undefined : mergeKubeconfigs(configs))
}

/** The connection of one context of a kubeconfig; of its current one when none is named. Reads the certificate authority, nothing else. */
export function connectionTo(
  config: Kubeconfig,
  contextName: string | undefined,
  environment: Environment = process.env,
): Outcome<ClusterConnection> {
  const context = contextOf(config, contextName)
  if (!context.ok) return context
  const { name, cluster: clusterName, user: userName, namespace } = context.value
  const cluster = config.clusters.find((entry) => entry.name === clusterName)
  if (cluster === undefined) return invalid(`the context "${name}" names the cluster "${clusterName}", which it does not define`)
  const user = config.users.find((entry) => entry.name === userName)
  if (user === undefined && userName !== '') return invalid(`the context "${name}" names the user "${userName}", which it does not define`)
  const server = serverUrl(cluster)
  if (server === undefined) return invalid(`the server "${cluster.server}" of the cluster "${clusterName}" is not an http or https address`)
  const authority = authorityOf(cluster)
  if (!authority.ok) return authority
  const credentials = credentialsOf(user, cluster)
  if (!credentials.ok) return credentials
  const proxy = proxyOf(cluster, server, environment)
  if (!proxy.ok) return proxy
  return success({
    name,
    server,
    namespace,
    certificateAuthority: authority.value,
    insecureSkipTlsVerify: cluster.insecureSkipTlsVerify,
    tlsServerName: cluster.tlsServerName,
    proxy: proxy.value,
    credentials: credentials.value,
    impersonate: user?.impersonate,
    guardsAddresses: false,
  })
}

/** The service account of the pod this runs in. Its token is read again as it is renewed. */
export function inClusterConnection(environment: Environment = process.env, folder = serviceAccountFolder): Outcome<ClusterConnection> {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = environment
  if (host === undefined || port === undefined) return invalid('KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set')
  const read = (name: string): string | undefined => {
    try {
      return readFileSync(join(folder, name), 'utf8')
    } catch {
      return undefined
    }
  }
  if (read('token') === undefined) return invalid(`the pod has no service account token at ${folder}`)
  return success({
    name: 'in-cluster',
    server: new URL(`https://${isIPv6(host) ? `[${host}]` : host}:${port}`),
    namespace: read('namespace')?.trim(),
    certificateAuthority: read('ca.crt'),
    insecureSkipTlsVerify: false,
    tlsServerName: undefined,
    proxy: undefined,
    credentials: { ...anonymous, bearer: { file: join(folder, 'token') } },
    impersonate: undefined,
    guardsAddresses: false,
  })
}

const anonymous: CredentialSource = {
  certificate: undefined,
  bearer: undefined,
  basic: undefined,
  exec: undefined,
  authProvider: undefined,
}

function contextOf(config: Kubeconfig, name: string | undefined): Outcome<KubeconfigContext> {
  const wanted = name ?? config.currentContext
  const names = config.contexts.map((context) => context.name).join(', ')
  if (wanted === undefined) {
    const [only, ...others] = config.contexts
    if (only !== undefined && others.length === 0) return success(only)
    return invalid(names === '' ? 'it has no context' : `it has no current context; name one of: ${names}`)
  }
  const context = config.contexts.find((entry) => entry.name === wanted)
  return context === undefined ? invalid(`it has no context "${wanted}"${names === '' ? '' : `; there are: ${names}`}`) : success(context)
}

/** The address of a cluster; a server without a scheme is meant as https, as kubectl takes it. */
export function serverUrl(cluster: KubeconfigCluster): URL | undefined {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(cluster.server) ? cluster.server : `https://${cluster.server}`
  const url = URL.parse(text)
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') && url.hostname !== '' ? url : undefined
}

function authorityOf(cluster: KubeconfigCluster): Outcome<string | undefined> {
  if (cluster.certificateAuthorityData !== undefined) {
    return success(Buffer.from(cluster.certificateAuthorityData, 'base64').toString('utf8'))
  }
  if (cluster.certificateAuthority === undefined) return success(undefined)
  try {
    return success(readFileSync(cluster.certificateAuthority, 'utf8'))
  } catch (error) {
    return invalid(`its certificate authority cannot be read: ${(error as Error).message}`)
  }
}

/** Data goes before files, as in kubectl. */
function credentialsOf(user: KubeconfigUser | undefined, cluster: KubeconfigCluster): Outcome<CredentialSource> {
  if (user === undefined) return success(anonymous)
  const certificate = materialOf(user.clientCertificateData, user.clientCertificate)
  const key = materialOf(user.clientKeyData, user.clientKey)
  if ((certificate === undefined) !== (key === undefined)) {
    return invalid(
      `the user "${user.name}" has a client ${certificate === undefined ? 'key without its certificate' : 'certificate without its key'}`,
    )
  }
  const bearer: Material | undefined =
    user.tokenFile !== undefined ? { file: user.tokenFile } : user.token !== undefined ? { text: user.token } : undefined
  return success({
    certificate: certificate === undefined || key === undefined ? undefined : { certificate, key },
    bearer,
    basic: user.username === undefined ? undefined : { username: user.username, password: user.password ?? '' },
    exec: user.exec === undefined ? undefined : { plugin: user.exec, cluster },
    authProvider: user.authProvider,
  })
}

function materialOf(data: string | undefined, file: string | undefined): Material | undefined {
  if (data !== undefined) return { text: Buffer.from(data, 'base64').toString('utf8') }
  return file === undefined ? undefined : { file }
}

function proxyOf(cluster: KubeconfigCluster, server: URL, environment: Environment): Outcome<URL | undefined> {
  if (cluster.proxyUrl === undefined) return proxyFor(server, environment)
  const url = URL.parse(cluster.proxyUrl)
  const known = url !== null && ['http:', 'https:', 'socks5:', 'socks5h:'].includes(url.protocol)
  return known ? success(url) : invalid(`the proxy-url "${cluster.proxyUrl}" is not an http, https or socks5 address`)
}

function invalid(reason: string): { readonly ok: false; readonly problem: Problem } {
  return failure(problem('kubeconfig-invalid', {}, { reason }))
}
