import { spawn } from 'node:child_process'
import { problem } from '@toride/core/errors'
import type { ExecPlugin, KubeconfigCluster } from './kubeconfig.ts'
import { failure, type Outcome, success } from './outcome.ts'

/** What an exec plugin hands out (`client.authentication.k8s.io/v1`, ExecCredentialStatus). */
export type ExecCredential = {
  readonly token: string | undefined
  readonly certificate: { readonly certificate: string; readonly key: string } | undefined
  readonly expiresAt: Date | undefined
}

const supportedVersions = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1']
const timeoutMs = { alone: 60_000, withPerson: 300_000 }
const outputLimitBytes = 1024 * 1024

/**
 * Runs an exec plugin of a kubeconfig, as client-go does: the request in `KUBERNETES_EXEC_INFO`, the answer on standard output. With a
 * terminal it may talk to the person there.
 *
 * Errors: `cluster-credentials-unavailable` with what went wrong and the plugin's own installation hint.
 */
export async function runExecPlugin(plugin: ExecPlugin, cluster: KubeconfigCluster, signal: AbortSignal): Promise<Outcome<ExecCredential>> {
  const unavailable = (reason: string) => failure(problem('cluster-credentials-unavailable', {}, { reason: `${plugin.command} ${reason}` }))
  if (!supportedVersions.includes(plugin.apiVersion)) return unavailable(`speaks ${plugin.apiVersion}, which is not supported`)
  const interactive = plugin.interactiveMode !== 'Never' && process.stdin.isTTY === true
  if (plugin.interactiveMode === 'Always' && !interactive) return unavailable('needs a terminal')
  const request = {
    apiVersion: plugin.apiVersion,
    kind: 'ExecCredential',
    spec: { interactive, ...(plugin.provideClusterInfo ? { cluster: clusterInfo(cluster) } : {}) },
  }
  const ran = await run(plugin, JSON.stringify(request), interactive, signal)
  return typeof ran === 'string' ? unavailable(ran) : readCredential(ran.output, plugin, unavailable)
}

function clusterInfo(cluster: KubeconfigCluster): Record<string, unknown> {
  return {
    server: cluster.server,
    ...(cluster.tlsServerName === undefined ? {} : { 'tls-server-name': cluster.tlsServerName }),
    ...(cluster.insecureSkipTlsVerify ? { 'insecure-skip-tls-verify': true } : {}),
    ...(cluster.certificateAuthorityData === undefined ? {} : { 'certificate-authority-data': cluster.certificateAuthorityData }),
    ...(cluster.proxyUrl === undefined ? {} : { 'proxy-url': cluster.proxyUrl }),
    config: cluster.execConfig ?? null,
  }
}

function run(plugin: ExecPlugin, info: string, interactive: boolean, signal: AbortSignal): Promise<{ readonly output: string } | string> {
  return new Promise((done) => {
    const child = spawn(plugin.command, plugin.args, {
      env: { ...process.env, ...plugin.env, KUBERNETES_EXEC_INFO: info },
      stdio: [interactive ? 'inherit' : 'ignore', 'pipe', interactive ? 'inherit' : 'pipe'],
      timeout: interactive ? timeoutMs.withPerson : timeoutMs.alone,
      signal,
      windowsHide: true,
    })
    let output = ''
    let errors = ''
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
      if (output.length > outputLimitBytes) child.kill()
    })
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      errors = (errors + chunk).slice(-2000)
    })
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') return done(`could not be run: ${error.message}`)
      done(`is not installed${plugin.installHint === undefined ? '' : `. ${plugin.installHint}`}`)
    })
    child.on('close', (code, killedBy) => {
      if (code === 0) return done({ output })
      if (output.length > outputLimitBytes) return done('wrote more than a credential')
      done(`ended with ${code === null ? String(killedBy) : `code ${code}`}${errors === '' ? '' : `: ${errors.trim()}`}`)
    })
  })
}

function readCredential(
  output: string,
  plugin: ExecPlugin,
  unavailable: (reason: string) => { readonly ok: false; readonly problem: ReturnType<typeof problem> },
): Outcome<ExecCredential> {
  let answer: unknown
  try {
    answer = JSON.parse(output)
  } catch {
    return unavailable('did not answer with JSON')
  }
  const { apiVersion, kind, status } = fieldsOf(answer)
  if (kind !== 'ExecCredential' || apiVersion !== plugin.apiVersion)
    return unavailable(`did not answer with an ExecCredential of ${plugin.apiVersion}`)
  const { token, clientCertificateData, clientKeyData, expirationTimestamp } = fieldsOf(status)
  const hasCertificate = typeof clientCertificateData === 'string' && typeof clientKeyData === 'string'
  const expiresAt = typeof expirationTimestamp === 'string' ? new Date(expirationTimestamp) : undefined
  if (typeof token !== 'string' && !hasCertificate) return unavailable('answered with neither a token nor a certificate with its key')
  if (expiresAt !== undefined && Number.isNaN(expiresAt.getTime()))
    return unavailable('answered with an expirationTimestamp that is not a time')
  return success({
    token: typeof token === 'string' ? token : undefined,
    certificate: hasCertificate ? { certificate: clientCertificateData, key: clientKeyData } : undefined,
    expiresAt,
  })
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' ? (value as Readonly<Record<string, unknown>>) : {}
}
