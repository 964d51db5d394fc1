import { dirname, resolve } from 'node:path'
import { type Problem, problem } from '@toride/core/errors'
import { load } from 'js-yaml'
import { failure, type Outcome, success } from './outcome.ts'

/**
 * A kubeconfig (`k8s.io/client-go/tools/clientcmd/api/v1`) as plain data. Paths are absolute: relative ones are meant from
 * the folder of the file.
 */
export type Kubeconfig = {
  readonly clusters: readonly KubeconfigCluster[]
  readonly users: readonly KubeconfigUser[]
  readonly contexts: readonly KubeconfigContext[]
  readonly currentContext: string | undefined
}

export type KubeconfigCluster = {
  readonly name: string
  readonly server: string
  readonly certificateAuthority: string | undefined
  readonly certificateAuthorityData: string | undefined
  readonly insecureSkipTlsVerify: boolean
  readonly tlsServerName: string | undefined
  readonly proxyUrl: string | undefined
  /** What the cluster's extension of this name says to exec plugins. */
  readonly execConfig: unknown
}

export type KubeconfigUser = {
  readonly name: string
  readonly token: string | undefined
  readonly tokenFile: string | undefined
  readonly clientCertificate: string | undefined
  readonly clientCertificateData: string | undefined
  readonly clientKey: string | undefined
  readonly clientKeyData: string | undefined
  readonly username: string | undefined
  readonly password: string | undefined
  readonly impersonate: Impersonation | undefined
  readonly exec: ExecPlugin | undefined
  readonly authProvider: AuthProvider | undefined
}

export type Impersonation = {
  readonly user: string
  readonly uid: string | undefined
  readonly groups: readonly string[]
  readonly extra: Readonly<Record<string, readonly string[]>>
}

export type ExecPlugin = {
  readonly apiVersion: string
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly installHint: string | undefined
  readonly provideClusterInfo: boolean
  readonly interactiveMode: 'Never' | 'IfAvailable' | 'Always'
}

export type AuthProvider = { readonly name: string; readonly config: Readonly<Record<string, string>> }

export type KubeconfigContext = {
  readonly name: string
  readonly cluster: string
  readonly user: string
  readonly namespace: string | undefined
}

const limitBytes = 4 * 1024 * 1024

/**
 * Reads the text of a kubeconfig. `file` names it in problems and is what relative paths start from.
 *
 * Errors: `kubeconfig-invalid` with the field that is wrong.
 */
export function parseKubeconfig(text: string, file: string | undefined = undefined): Outcome<Kubeconfig> {
  const at = file === undefined ? {} : { file }
  if (text.length > limitBytes) return failure(problem('kubeconfig-invalid', at, { reason: `it is larger than ${limitBytes} bytes` }))
  let document: unknown
  try {
    document = load(text)
  } catch (error) {
    return failure(syntaxProblem(error, at))
  }
  try {
    return success(kubeconfigOf(record(document, 'the file'), file === undefined ? undefined : dirname(resolve(file))))
  } catch (error) {
    if (error instanceof FieldError) return failure(problem('kubeconfig-invalid', at, { reason: error.message }))
    throw error
  }
}

/** Several files as one: of entries with the same name the first counts, as for kubectl. */
export function mergeKubeconfigs(configs: readonly Kubeconfig[]): Kubeconfig {
  return {
    clusters: firstByName(configs.flatMap(({ clusters }) => clusters)),
    users: firstByName(configs.flatMap(({ users }) => users)),
    contexts: firstByName(configs.flatMap(({ contexts }) => contexts)),
    currentContext: configs.find(({ currentContext }) => currentContext !== undefined)?.currentContext,
  }
}

function firstByName<T extends { readonly name: string }>(items: readonly T[]): T[] {
  const byName = new Map<string, T>()
  for (const item of items) if (!byName.has(item.name)) byName.set(item.name, item)
  return [...byName.values()]
}

/** A field with the wrong type; caught at the end of parsing, where it becomes a problem. */
class FieldError extends Error {}

type Fields = Readonly<Record<string, unknown>>

function kubeconfigOf(document: Fields, folder: string | undefined): Kubeconfig {
  const path = (value: string | undefined): string | undefined =>
    value === undefined || folder === undefined ? value : resolve(folder, value)
  return {
    clusters: named(document, 'clusters', 'cluster', (name, fields, at) => ({
      name,
      server: text(fields, 'server', at) ?? missing(`${at}.server`),
      certificateAuthority: path(text(fields, 'certificate-authority', at)),
      certificateAuthorityData: text(fields, 'certificate-authority-data', at),
      insecureSkipTlsVerify: flag(fields, 'insecure-skip-tls-verify', at),
      tlsServerName: text(fields, 'tls-server-name', at),
      proxyUrl: text(fields, 'proxy-url', at),
      execConfig: execConfigOf(fields, at),
    })),
    users: named(document, 'users', 'user', (name, fields, at) => ({
      name,
      token: text(fields, 'token', at),
      tokenFile: path(text(fields, 'tokenFile', at)),
      clientCertificate: path(text(fields, 'client-certificate', at)),
      clientCertificateData: text(fields, 'client-certificate-data', at),
      clientKey: path(text(fields, 'client-key', at)),
      clientKeyData: text(fields, 'client-key-data', at),
      username: text(fields, 'username', at),
      password: text(fields, 'password', at),
      impersonate: impersonationOf(fields, at),
      exec: execOf(fields, at, folder),
      authProvider: authProviderOf(fields, at),
    })),
    contexts: named(document, 'contexts', 'context', (name, fields, at) => ({
      name,
      cluster: text(fields, 'cluster', at) ?? missing(`${at}.cluster`),
      user: text(fields, 'user', at) ?? '',
      namespace: text(fields, 'namespace', at),
    })),
    currentContext: text(document, 'current-context', 'the file'),
  }
}

function named<T>(document: Fields, list: string, field: string, make: (name: string, fields: Fields, at: string) => T): T[] {
  return items(document[list], list).map((item, index) => {
    const at = `${list}[${index}]`
    const entry = record(item, at)
    const name = text(entry, 'name', at) ?? missing(`${at}.name`)
    return make(name, record(entry[field] ?? {}, `${at}.${field}`), `${at}.${field}`)
  })
}

function execOf(user: Fields, at: string, folder: string | undefined): ExecPlugin | undefined {
  if (user.exec === undefined || user.exec === null) return undefined
  const place = `${at}.exec`
  const fields = record(user.exec, place)
  const command = text(fields, 'command', place) ?? missing(`${place}.command`)
  const mode = text(fields, 'interactiveMode', place) ?? 'IfAvailable'
  if (mode !== 'Never' && mode !== 'IfAvailable' && mode !== 'Always') throw new FieldError(`${place}.interactiveMode is "${mode}"`)
  return {
    apiVersion: text(fields, 'apiVersion', place) ?? missing(`${place}.apiVersion`),
    // A bare name is looked for on PATH, everything with a slash from the folder of the kubeconfig.
    command: folder !== undefined && /[\\/]/.test(command) ? resolve(folder, command) : command,
    args: items(fields.args, `${place}.args`).map((item, index) => string(item, `${place}.args[${index}]`)),
    env: Object.fromEntries(
      items(fields.env, `${place}.env`).map((item, index) => {
        const entry = record(item, `${place}.env[${index}]`)
        return [text(entry, 'name', place) ?? missing(`${place}.env[${index}].name`), text(entry, 'value', place) ?? '']
      }),
    ),
    installHint: text(fields, 'installHint', place),
    provideClusterInfo: flag(fields, 'provideClusterInfo', place),
    interactiveMode: mode,
  }
}

function authProviderOf(user: Fields, at: string): AuthProvider | undefined {
  if (user['auth-provider'] === undefined || user['auth-provider'] === null) return undefined
  const place = `${at}.auth-provider`
  const fields = record(user['auth-provider'], place)
  const config = record(fields.config ?? {}, `${place}.config`)
  return {
    name: text(fields, 'name', place) ?? missing(`${place}.name`),
    config: Object.fromEntries(Object.keys(config).map((key) => [key, text(config, key, `${place}.config`) ?? ''])),
  }
}

function impersonationOf(user: Fields, at: string): Impersonation | undefined {
  const name = text(user, 'as', at)
  if (name === undefined || name === '') return undefined
  const extra = record(user['as-user-extra'] ?? {}, `${at}.as-user-extra`)
  return {
    user: name,
    uid: text(user, 'as-uid', at),
    groups: items(user['as-groups'], `${at}.as-groups`).map((item, index) => string(item, `${at}.as-groups[${index}]`)),
    extra: Object.fromEntries(
      Object.entries(extra).map(([key, values]) => [
        key,
        items(values, `${at}.as-user-extra.${key}`).map((item) => string(item, `${at}.as-user-extra.${key}`)),
      ]),
    ),
  }
}

/** `client.authentication.k8s.io/exec` extension of a cluster, handed to exec plugins that ask for it. */
function execConfigOf(cluster: Fields, at: string): unknown {
  for (const item of items(cluster.extensions, `${at}.extensions`)) {
    const entry = record(item, `${at}.extensions`)
    if (entry.name === 'client.authentication.k8s.io/exec') return entry.extension
  }
  return undefined
}

function record(value: unknown, at: string): Fields {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new FieldError(`${at} is not a mapping`)
  return value as Fields
}

function items(value: unknown, at: string): readonly unknown[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw new FieldError(`${at} is not a list`)
  return value
}

function string(value: unknown, at: string): string {
  if (typeof value !== 'string') throw new FieldError(`${at} is not text`)
  return value
}

/** Empty text counts as absent, as in the format's Go types. */
function text(fields: Fields, key: string, at: string): string | undefined {
  const value = fields[key]
  if (value === undefined || value === null || value === '') return undefined
  return string(value, `${at}.${key}`)
}

function flag(fields: Fields, key: string, at: string): boolean {
  const value = fields[key]
  if (value === undefined || value === null) return false
  if (typeof value !== 'boolean') throw new FieldError(`${at}.${key} is neither true nor false`)
  return value
}

function missing(at: string): never {
  throw new FieldError(`${at} is missing`)
}

function syntaxProblem(error: unknown, at: { readonly file?: string }): Problem {
  const mark = (error as { readonly mark?: { readonly line?: number; readonly column?: number } }).mark
  const reason = (error as { readonly reason?: string }).reason ?? 'it is not YAML'
  const place = mark?.line === undefined ? at : { ...at, line: mark.line + 1, column: (mark.column ?? 0) + 1 }
  return problem('kubeconfig-invalid', place, { reason })
}
