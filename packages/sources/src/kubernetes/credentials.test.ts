import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type ScriptedServer, sendJson, startScriptedServer, statusOf } from '../../test/scripted-server.ts'
import { createClient, requestJson } from './client.ts'
import type { ClusterConnection, CredentialSource } from './connection.ts'
import { createAuthenticator } from './credentials.ts'
import type { KubeconfigCluster } from './kubeconfig.ts'

const folder = mkdtempSync(join(tmpdir(), 'toride-credentials-'))
after(() => rmSync(folder, { recursive: true }))

const none: CredentialSource = { certificate: undefined, bearer: undefined, basic: undefined, exec: undefined, authProvider: undefined }
const never = new AbortController().signal

function connection(credentials: Partial<CredentialSource>): ClusterConnection {
  return {
    name: 'test',
    server: new URL('https://127.0.0.1'),
    namespace: undefined,
    certificateAuthority: undefined,
    insecureSkipTlsVerify: false,
    tlsServerName: undefined,
    proxy: undefined,
    credentials: { ...none, ...credentials },
    impersonate: undefined,
    guardsAddresses: false,
  }
}

async function authorization(authenticate: ReturnType<typeof createAuthenticator>, renew = false): Promise<unknown> {
  const proof = await authenticate(renew)
  assert.ok(proof.ok, proof.ok ? '' : proof.problem.message)
  return proof.value.headers.authorization
}

test('a token, a name with a password, nothing', async () => {
  assert.equal(await authorization(createAuthenticator(connection({ bearer: { text: 'abc\n' } }), never)), 'Bearer abc')
  const basic = { username: 'jane', password: 'pw' }
  assert.equal(await authorization(createAuthenticator(connection({ basic }), never)), `Basic ${Buffer.from('jane:pw').toString('base64')}`)
  assert.equal(await authorization(createAuthenticator(connection({}), never)), undefined)
})

test('a token file is read again after a minute, and at once when its token was refused', async () => {
  const file = join(folder, 'token')
  let now = 0
  const authenticate = createAuthenticator(connection({ bearer: { file } }), never, () => now)
  writeFileSync(file, 'one')
  assert.equal(await authorization(authenticate), 'Bearer one')
  writeFileSync(file, 'two')
  assert.equal(await authorization(authenticate), 'Bearer one')
  assert.equal(await authorization(authenticate, true), 'Bearer two')
  writeFileSync(file, 'three')
  now = 61_000
  assert.equal(await authorization(authenticate), 'Bearer three')
})

test('certificates come from files too', async () => {
  writeFileSync(join(folder, 'c.crt'), 'C')
  const certificate = { certificate: { file: join(folder, 'c.crt') }, key: { text: 'K' } }
  const proof = await createAuthenticator(connection({ certificate }), never)(false)
  assert.deepEqual(proof.ok && proof.value.certificate, { certificate: 'C', key: 'K' })
})

test('a file that is not there is a problem', async () => {
  const proof = await createAuthenticator(connection({ bearer: { file: join(folder, 'none') } }), never)(false)
  assert.equal(proof.ok ? '' : proof.problem.code, 'cluster-credentials-unavailable')
})

const cluster: KubeconfigCluster = {
  name: 'c',
  server: 'https://127.0.0.1',
  certificateAuthority: undefined,
  certificateAuthorityData: undefined,
  insecureSkipTlsVerify: false,
  tlsServerName: undefined,
  proxyUrl: undefined,
  execConfig: undefined,
}

/** An exec plugin that counts its runs in a file and hands out `run-N`, which ends at `expiresAt`. */
function countingPlugin(name: string, expiresAt: number): NonNullable<CredentialSource['exec']> {
  const counter = join(folder, name)
  writeFileSync(counter, '0')
  const script = `const fs = require('node:fs'); const run = Number(fs.readFileSync(process.argv[1], 'utf8')) + 1
    fs.writeFileSync(process.argv[1], String(run))
    const status = { token: 'run-' + run, expirationTimestamp: new Date(Number(process.argv[2])).toISOString() }
    console.log(JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status }))`
  const plugin = {
    apiVersion: 'client.authentication.k8s.io/v1',
    command: process.execPath,
    args: ['-e', script, counter, String(expiresAt)],
    env: {},
    installHint: undefined,
    provideClusterInfo: false,
    interactiveMode: 'Never' as const,
  }
  return { plugin, cluster }
}

test('a plugin runs once for many requests, again shortly before its token ends and when it was refused', async () => {
  let now = 1_000_000
  const authenticate = createAuthenticator(connection({ exec: countingPlugin('expiring', 2_000_000) }), never, () => now)
  const first = await Promise.all([authorization(authenticate), authorization(authenticate), authorization(authenticate)])
  assert.deepEqual(first, ['Bearer run-1', 'Bearer run-1', 'Bearer run-1'])
  now = 1_980_000
  assert.equal(await authorization(authenticate), 'Bearer run-2')
  now = 1_000_000
  assert.equal(await authorization(authenticate), 'Bearer run-2')
  assert.equal(await authorization(authenticate, true), 'Bearer run-3')
})

async function withServer(run: (server: ScriptedServer) => Promise<void>): Promise<void> {
  const server = await startScriptedServer((asked, response) =>
    asked.headers.authorization === 'Bearer run-2'
      ? sendJson(response, 200, { a: 1 })
      : sendJson(response, 401, statusOf(401, 'Unauthorized')),
  )
  await run(server).finally(() => server.close())
}

test('a refused token is renewed once', async () => {
  await withServer(async (server) => {
    const renewing = createClient({
      ...server.connection,
      credentials: { ...none, exec: countingPlugin('refused', Date.now() + 3_600_000) },
    })
    assert.deepEqual(await requestJson(renewing, { path: '/' }), { ok: true, value: { a: 1 } })
    renewing.close()
    assert.equal(readFileSync(join(folder, 'refused'), 'utf8'), '2')
    const fixed = createClient({ ...server.connection, credentials: { ...none, bearer: { text: 'wrong' } } })
    const refused = await requestJson(fixed, { path: '/' })
    fixed.close()
    assert.equal(refused.ok ? '' : refused.failure.reason, 'unauthorized')
    assert.equal(server.requests.length, 4)
  })
})

test('an old auth-provider hands out its token', async () => {
  const authProvider = { name: 'file', config: { tokenFile: join(folder, 'provided') } }
  writeFileSync(join(folder, 'provided'), 'abc')
  assert.equal(await authorization(createAuthenticator(connection({ authProvider }), never)), 'Bearer abc')
})
