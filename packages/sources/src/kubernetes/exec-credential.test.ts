import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runExecPlugin } from './exec-credential.ts'
import type { ExecPlugin, KubeconfigCluster } from './kubeconfig.ts'

const apiVersion = 'client.authentication.k8s.io/v1'
const cluster: KubeconfigCluster = {
  name: 'c',
  server: 'https://api.example.com',
  certificateAuthority: undefined,
  certificateAuthorityData: 'Q0E=',
  insecureSkipTlsVerify: false,
  tlsServerName: 'api',
  proxyUrl: undefined,
  execConfig: { audience: 'shop' },
}

/** A plugin that is a piece of JavaScript. */
function plugin(script: string, fields: Partial<ExecPlugin> = {}): ExecPlugin {
  const base = { apiVersion, command: process.execPath, args: ['-e', script], env: {}, installHint: undefined }
  return { ...base, provideClusterInfo: false, interactiveMode: 'Never', ...fields }
}

function answering(status: object): string {
  return `console.log(${JSON.stringify(JSON.stringify({ apiVersion, kind: 'ExecCredential', status }))})`
}

const never = new AbortController().signal

async function reasonOf(ran: ExecPlugin): Promise<string> {
  const credential = await runExecPlugin(ran, cluster, never)
  assert.ok(!credential.ok)
  assert.equal(credential.problem.code, 'cluster-credentials-unavailable')
  return credential.problem.message
}

test('a plugin hands out a token with its end', async () => {
  const credential = await runExecPlugin(plugin(answering({ token: 'abc', expirationTimestamp: '2026-01-02T03:04:05Z' })), cluster, never)
  assert.deepEqual(credential.ok && credential.value, { token: 'abc', certificate: undefined, expiresAt: new Date('2026-01-02T03:04:05Z') })
})

test('a plugin hands out a certificate', async () => {
  const credential = await runExecPlugin(plugin(answering({ clientCertificateData: 'C', clientKeyData: 'K' })), cluster, never)
  assert.deepEqual(credential.ok && credential.value.certificate, { certificate: 'C', key: 'K' })
})

test('a plugin gets its environment, the request and, when it asks, the cluster', async () => {
  const script = `const status = { token: JSON.stringify([process.env.KUBERNETES_EXEC_INFO, process.env.EXTRA]) }
    console.log(JSON.stringify({ apiVersion: '${apiVersion}', kind: 'ExecCredential', status }))`
  const credential = await runExecPlugin(plugin(script, { provideClusterInfo: true, env: { EXTRA: 'yes' } }), cluster, never)
  assert.ok(credential.ok)
  const [info, extra] = JSON.parse(credential.value.token ?? '') as [string, string]
  assert.equal(extra, 'yes')
  assert.deepEqual(JSON.parse(info), {
    apiVersion,
    kind: 'ExecCredential',
    spec: {
      interactive: false,
      cluster: {
        server: 'https://api.example.com',
        'tls-server-name': 'api',
        'certificate-authority-data': 'Q0E=',
        config: { audience: 'shop' },
      },
    },
  })
})

test('what goes wrong is told with the plugin’s own words', async () => {
  assert.match(await reasonOf(plugin('console.error("log in first"); process.exit(3)')), /ended with code 3: log in first/)
  assert.match(
    await reasonOf(plugin('', { command: 'no-such-plugin', installHint: 'Get it at example.com.' })),
    /is not installed\. Get it at example\.com/,
  )
  assert.match(await reasonOf(plugin('console.log("hello")')), /did not answer with JSON/)
  assert.match(await reasonOf(plugin('console.log("{}")')), /did not answer with an ExecCredential/)
  assert.match(await reasonOf(plugin(answering({}))), /neither a token nor a certificate/)
  assert.match(await reasonOf(plugin(answering({ token: 'a', expirationTimestamp: 'soon' }))), /not a time/)
  assert.match(await reasonOf(plugin('setInterval(() => console.log("x".repeat(100000)), 1)')), /wrote more than a credential/)
  assert.match(await reasonOf(plugin('', { apiVersion: 'client.authentication.k8s.io/v1alpha1' })), /not supported/)
  assert.match(await reasonOf(plugin('', { interactiveMode: 'Always' })), /needs a terminal/)
})

test('a plugin that does not end is stopped with the request', async () => {
  const stop = new AbortController()
  const running = runExecPlugin(plugin('setInterval(() => undefined, 1000)'), cluster, stop.signal)
  stop.abort()
  assert.equal((await running).ok, false)
})
