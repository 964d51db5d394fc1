import { readFile } from 'node:fs/promises'
import { type Problem, problem } from '@toride/core/errors'
import type { ClusterConnection, CredentialSource, Material } from './connection.ts'
import { type ExecCredential, runExecPlugin } from './exec-credential.ts'
import { failure, type Outcome, success } from './outcome.ts'

/** What one request carries to prove who asks. */
export type Authentication = {
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly certificate: { readonly certificate: string; readonly key: string } | undefined
}

/** Gives the proof for the next request; `renew` when the server has just refused the last one. */
export type Authenticator = (renew: boolean) => Promise<Outcome<Authentication>>

/** How long a token file or certificate file counts as unchanged; kubelets renew them long before they expire. */
const fileAgeMs = 60_000
/** Credentials are renewed this long before they expire, so that none expires on its way. */
const renewBeforeMs = 30_000

/**
 * Proves who asks in every way that a kubeconfig knows. What plugins and files give is kept as long as it holds. `closed` ends a plugin
 * that still runs.
 */
export function createAuthenticator(connection: ClusterConnection, closed: AbortSignal, now: () => number = Date.now): Authenticator {
  const { credentials } = connection
  const impersonation = impersonationHeaders(connection)
  const files = fileReader(now)
  let exec: Promise<Outcome<ExecCredential>> | undefined
  let provided: (() => Promise<Outcome<string | undefined>>) | undefined

  const fromPlugin = async (renew: boolean): Promise<Outcome<ExecCredential | undefined>> => {
    if (credentials.exec === undefined) return success(undefined)
    const { plugin, cluster } = credentials.exec
    const last = exec
    const held = await last
    const holds = held?.ok === true && !renew && (held.value.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY) - renewBeforeMs > now()
    // Of requests that wait together, one starts the plugin and the others take what it gives.
    if (!holds && exec === last) exec = runExecPlugin(plugin, cluster, closed)
    return exec ?? success(undefined)
  }

  return async (renew) => {
    if (renew) files.forget()
    const plugin = await fromPlugin(renew)
    if (!plugin.ok) return plugin
    try {
      const headers: Record<string, string | readonly string[]> = { ...impersonation }
      const token = plugin.value?.token ?? (await files.text(credentials.bearer))?.trim()
      if (token !== undefined) headers.authorization = `Bearer ${token}`
      else if (credentials.basic !== undefined) headers.authorization = basicAuthorization(credentials.basic)
      else if (credentials.authProvider !== undefined) {
        provided ??= await authProvider(connection)
        const authorization = await provided()
        if (!authorization.ok) return authorization
        if (authorization.value !== undefined) headers.authorization = authorization.value
      }
      const certificate = plugin.value?.certificate ?? (await files.pair(credentials.certificate))
      return success({ headers, certificate })
    } catch (error) {
      return failure(unavailable((error as Error).message))
    }
  }
}

function fileReader(now: () => number) {
  const held = new Map<string, { readonly text: string; readonly readAt: number }>()
  const text = async (material: Material | undefined): Promise<string | undefined> => {
    if (material === undefined) return undefined
    if ('text' in material) return material.text
    const known = held.get(material.file)
    if (known !== undefined && now() - known.readAt < fileAgeMs) return known.text
    const read = await readFile(material.file, 'utf8')
    held.set(material.file, { text: read, readAt: now() })
    return read
  }
  const pair = async (source: CredentialSource['certificate']): Promise<Authentication['certificate']> => {
    const [certificate, key] = [await text(source?.certificate), await text(source?.key)]
    return certificate === undefined || key === undefined ? undefined : { certificate, key }
  }
  return { text, pair, forget: () => held.clear() }
}

function basicAuthorization({ username, password }: { readonly username: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

/** Headers of user impersonation, see "User impersonation" in the Kubernetes authentication reference. */
function impersonationHeaders({ impersonate }: ClusterConnection): Record<string, string | readonly string[]> {
  if (impersonate === undefined) return {}
  const headers: Record<string, string | readonly string[]> = { 'impersonate-user': impersonate.user }
  if (impersonate.uid !== undefined) headers['impersonate-uid'] = impersonate.uid
  if (impersonate.groups.length > 0) headers['impersonate-group'] = impersonate.groups
  for (const [key, values] of Object.entries(impersonate.extra))
    headers[`impersonate-extra-${encodeURIComponent(key.toLowerCase())}`] = values
  return headers
}

/**
 * The auth-providers of old kubeconfigs (`oidc` and the removed ones of clouds) are left to the Kubernetes client library. It costs 86 MB
 * and half a second to load, so only who has such a kubeconfig loads it.
 */
async function authProvider(connection: ClusterConnection): Promise<() => Promise<Outcome<string | undefined>>> {
  const { KubeConfig } = await import('@kubernetes/client-node')
  const config = new KubeConfig()
  config.loadFromOptions({
    clusters: [{ name: 'cluster', server: connection.server.href, skipTLSVerify: connection.insecureSkipTlsVerify }],
    users: [{ name: 'user', authProvider: connection.credentials.authProvider }],
    contexts: [{ name: 'context', cluster: 'cluster', user: 'user' }],
    currentContext: 'context',
  })
  return async () => {
    const options: { headers?: Readonly<Record<string, unknown>> } = {}
    try {
      await config.applyToHTTPSOptions(options as Parameters<typeof config.applyToHTTPSOptions>[0])
    } catch (error) {
      return failure(unavailable((error as Error).message))
    }
    const authorization = options.headers?.Authorization
    return success(typeof authorization === 'string' ? authorization : undefined)
  }
}

function unavailable(reason: string): Problem {
  return problem('cluster-credentials-unavailable', {}, { reason })
}
