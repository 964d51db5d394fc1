import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect, createServer as createSocketServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { resourceName } from '@toride/sources/kubernetes/api-resource'
import { uploadedConnection } from '@toride/sources/kubernetes/check-uploaded-kubeconfig'
import { createClient, type KubernetesClient } from '@toride/sources/kubernetes/client'
import type { ClusterItem, KindState } from '@toride/sources/kubernetes/cluster-state'
import { findConnection, inClusterConnection } from '@toride/sources/kubernetes/connection'
import { discover } from '@toride/sources/kubernetes/discovery'
import { inspectCluster } from '@toride/sources/kubernetes/inspect-cluster'
import { readCluster } from '@toride/sources/kubernetes/read-cluster'
import { readOnlyRole } from '@toride/sources/kubernetes/read-only-role'
import { auditedRequests } from '../src/audit-log.ts'
import { clientOf, connectionOf } from '../src/client-of.ts'
import { createObjects } from '../src/create-objects.ts'
import { type KubeconfigUser, writeKubeconfig } from '../src/kubeconfig-file.ts'
import { type ControlPlane, startControlPlane } from '../src/start-control-plane.ts'

let plane: ControlPlane
const clients: KubernetesClient[] = []
const never = new AbortController().signal

before(async () => {
  plane = await startControlPlane()
})
after(async () => {
  for (const client of clients) client.close()
  await plane.stop()
})

function opened(client: KubernetesClient): KubernetesClient {
  clients.push(client)
  return client
}

type Read = {
  readonly objects: Extract<ClusterItem, { type: 'object' }>[]
  readonly kinds: Map<string, KindState>
  readonly problems: string[]
}

async function read(client: KubernetesClient): Promise<Read> {
  const found: Read = { objects: [], kinds: new Map(), problems: [] }
  for await (const item of readCluster({ client, signal: never })) {
    if (item.type === 'object') found.objects.push(item)
    else if (item.type === 'kind') found.kinds.set(resourceName(item.state.resource), item.state)
    else found.problems.push(`${item.problem.code}: ${item.problem.message}`)
  }
  return found
}

/** Answers who the API server takes a client for. */
async function whoIs(client: KubernetesClient): Promise<string> {
  const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews'
  const answered = await client.request({
    method: 'POST',
    path,
    body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
  })
  if (!answered.ok) return `${answered.failure.reason}: ${answered.failure.message}`
  const text = (await answered.value.body.toArray()).join('')
  return (JSON.parse(text) as { status: { userInfo: { username: string } } }).status.userInfo.username
}

function userWith(name: string, user: KubeconfigUser): KubernetesClient {
  return opened(clientOf(writeKubeconfig(join(plane.folder, `${name}.kubeconfig`), plane.url, plane.certificateAuthority, user)))
}

test('a kind with more objects than a page is read whole, page by page', async () => {
  const admin = opened(clientOf(plane.kubeconfigs.admin))
  await plane.kubectl(['create', 'namespace', 'many'])
  const objects = Array.from({ length: 1203 }, (_, index) => ({
    path: '/api/v1/namespaces/many/configmaps',
    object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `entry-${index}` }, data: { index: String(index) } },
  }))
  await createObjects(admin, objects)
  const found = await read(admin)
  const names = new Set(
    found.objects.filter(({ object }) => object.metadata.namespace === 'many').map(({ object }) => object.metadata.name),
  )
  for (const { object } of objects) assert.ok(names.has(object.metadata.name), object.metadata.name)
  const pages = auditedRequests(plane.auditLog).filter(({ verb, objectRef }) => verb === 'list' && objectRef?.resource === 'configmaps')
  assert.equal(pages.length, 3)
  assert.ok(pages.every(({ requestURI }) => requestURI.includes('limit=500')))
  assert.equal(pages.filter(({ requestURI }) => requestURI.includes('continue=')).length, 2)
  assert.deepEqual(found.problems, [])
  assert.ok([...found.kinds.values()].every(({ status }) => status === 'synced'))
})

test('objects carry what they are and none of the bookkeeping', async () => {
  await plane.kubectl(
    ['apply', '-f', '-'],
    JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'applied' }, data: { a: '1' } }),
  )
  const found = (await read(opened(clientOf(plane.kubeconfigs.admin)))).objects.find(({ object }) => object.metadata.name === 'applied')
  assert.equal(found?.object.apiVersion, 'v1')
  assert.equal(found?.object.kind, 'ConfigMap')
  assert.deepEqual(found?.object.data, { a: '1' })
  assert.ok(!JSON.stringify(found).includes('managedFields'))
  assert.ok(!JSON.stringify(found).includes('last-applied'))
})

test('the content of Secrets is not even asked for', async () => {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'password', labels: { app: 'shop' } },
    stringData: { password: 'hunter2' },
  }
  await plane.kubectl(['apply', '-f', '-'], JSON.stringify(secret))
  const found = (await read(opened(clientOf(plane.kubeconfigs.admin)))).objects.find(({ object }) => object.kind === 'Secret')
  assert.equal(found?.object.metadata.name, 'password')
  assert.deepEqual(found?.object.metadata.labels, { app: 'shop' })
  assert.deepEqual(Object.keys(found?.object ?? {}).toSorted(), ['apiVersion', 'kind', 'metadata'])
  assert.ok(!JSON.stringify(found).includes(Buffer.from('hunter2').toString('base64')))
})

test('tokens, client certificates and service accounts log in', async () => {
  assert.equal(await whoIs(opened(clientOf(plane.kubeconfigs.admin))), 'admin')
  assert.equal(await whoIs(opened(clientOf(plane.kubeconfigs.adminCertificate))), 'certificate-admin')
  assert.equal(
    await whoIs(opened(clientOf(await plane.serviceAccountKubeconfig('default', 'default')))),
    'system:serviceaccount:default:default',
  )
  assert.match(await whoIs(userWith('wrong', { token: 'wrong' })), /^unauthorized/)
})

test('an exec plugin logs in, with a token or with a certificate', async () => {
  const answer = (status: object): string =>
    JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status })
  const plugin = (status: object): KubeconfigUser => ({
    exec: {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: process.execPath,
      args: ['-e', `process.stdout.write(${JSON.stringify(answer(status))})`],
      interactiveMode: 'Never',
    },
  })
  assert.equal(await whoIs(userWith('exec-token', plugin({ token: plane.adminToken }))), 'admin')
  const config = JSON.parse(readFileSync(plane.userKubeconfig('jane', ['developers']), 'utf8')) as {
    users: { user: { 'client-certificate': string; 'client-key': string } }[]
  }
  const pair = config.users[0]?.user
  assert.ok(pair !== undefined)
  const status = {
    clientCertificateData: readFileSync(pair['client-certificate'], 'utf8'),
    clientKeyData: readFileSync(pair['client-key'], 'utf8'),
  }
  assert.equal(await whoIs(userWith('exec-certificate', plugin(status))), 'jane')
})

test('a renewed token file is taken up when the server refuses the old one', async () => {
  const tokenFile = join(plane.folder, 'renewed-token')
  writeFileSync(tokenFile, 'expired')
  const client = userWith('token-file', { tokenFile })
  assert.match(await whoIs(client), /^unauthorized/)
  writeFileSync(tokenFile, plane.adminToken)
  assert.equal(await whoIs(client), 'admin')
})

test('a pod’s service account logs in', async () => {
  const url = new URL(plane.url)
  writeFileSync(join(plane.folder, 'token'), (await plane.kubectl(['create', 'token', 'default'])).trim())
  const environment = { KUBERNETES_SERVICE_HOST: url.hostname, KUBERNETES_SERVICE_PORT: url.port }
  const found = inClusterConnection(environment, plane.folder)
  assert.ok(found.ok)
  assert.equal(await whoIs(opened(createClient(found.value))), 'system:serviceaccount:default:default')
})

test('impersonation is asked of the server', async () => {
  const impersonate = { user: 'jane', uid: undefined, groups: ['developers'], extra: {} }
  const client = opened(createClient({ ...connectionOf(plane.kubeconfigs.admin), impersonate }))
  assert.equal(await whoIs(client), 'jane')
})

test('a server whose certificate is not trusted is refused, unless the kubeconfig says otherwise', async () => {
  const connection = connectionOf(plane.kubeconfigs.admin)
  const untrusting = opened(createClient({ ...connection, certificateAuthority: undefined }))
  assert.match(await whoIs(untrusting), /^unreachable: .*certificate/)
  const careless = opened(createClient({ ...connection, certificateAuthority: undefined, insecureSkipTlsVerify: true }))
  assert.equal(await whoIs(careless), 'admin')
  const named = opened(createClient({ ...connection, tlsServerName: 'kubernetes.default.svc' }))
  assert.equal(await whoIs(named), 'admin')
  const misnamed = opened(createClient({ ...connection, tlsServerName: 'other.example.com' }))
  assert.match(await whoIs(misnamed), /^unreachable: .*other\.example\.com/)
})

test('an HTTPS connection goes through a proxy that the kubeconfig names', async (t) => {
  const tunnels: string[] = []
  const proxy = createServer((_, response) => response.writeHead(405).end())
  proxy.on('connect', (asked: { url?: string }, socket, head: Buffer) => {
    tunnels.push(asked.url ?? '')
    const [host = '', port = ''] = (asked.url ?? '').split(':')
    const target = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      target.write(head)
      socket.pipe(target).pipe(socket)
    })
    target.on('error', () => socket.destroy())
    socket.on('error', () => target.destroy())
  })
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done))
  t.after(() => proxy.close())
  assert.equal(await whoIsThrough('http', proxy), 'certificate-admin')
  assert.deepEqual([...new Set(tunnels)], [new URL(plane.url).host])
})

test('an HTTPS connection goes through a SOCKS proxy', async (t) => {
  const ports: number[] = []
  const proxy = createSocketServer((socket) => serveSocks(socket, ports))
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done))
  t.after(() => proxy.close())
  assert.equal(await whoIsThrough('socks5', proxy), 'certificate-admin')
  assert.deepEqual([...new Set(ports)], [Number(new URL(plane.url).port)])
})

async function whoIsThrough(scheme: string, proxy: { address(): AddressInfo | string | null }): Promise<string> {
  const address = proxy.address()
  assert.ok(address !== null && typeof address === 'object')
  const url = new URL(`${scheme}://127.0.0.1:${address.port}`)
  const client = createClient({ ...connectionOf(plane.kubeconfigs.adminCertificate), proxy: url })
  const who = await whoIs(client)
  client.close()
  return who
}

/** The part of SOCKS 5 (RFC 1928) that connects to an IPv4 address without authentication. */
function serveSocks(socket: Socket, ports: number[]): void {
  socket.once('data', () => {
    socket.write(Buffer.from([5, 0]))
    socket.once('data', (asked: Buffer) => {
      const port = asked.readUInt16BE(8)
      ports.push(port)
      const target = connect(port, [...asked.subarray(4, 8)].join('.'), () => {
        socket.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]))
        socket.pipe(target).pipe(socket)
      })
      socket.on('error', () => target.destroy())
      target.on('error', () => socket.destroy())
    })
  })
}

test('what a role does not allow is unknown, the rest is read', async () => {
  await plane.kubectl(['create', 'serviceaccount', 'viewer'])
  await plane.kubectl(['create', 'clusterrolebinding', 'viewer', '--clusterrole=view', '--serviceaccount=default:viewer'])
  const found = await read(opened(clientOf(await plane.serviceAccountKubeconfig('default', 'viewer'))))
  assert.equal(found.kinds.get('configmaps')?.status, 'synced')
  assert.ok((found.kinds.get('configmaps')?.count ?? 0) > 1000)
  for (const name of ['secrets', 'nodes', 'clusterroles.rbac.authorization.k8s.io']) {
    const state = found.kinds.get(name)
    assert.equal(state?.status, 'forbidden', name)
    assert.equal(state?.problem?.message, `Not allowed to list ${name}`)
  }
})

test('the read-only role reads everything but Secrets, and changes nothing', async () => {
  const admin = opened(clientOf(plane.kubeconfigs.admin))
  const served = await discover(admin, never)
  assert.ok(served.ok)
  await plane.kubectl(['apply', '-f', '-'], readOnlyRole({ served: served.value.resources }))
  const kubeconfig = await plane.serviceAccountKubeconfig('toride', 'toride')
  const found = await read(opened(clientOf(kubeconfig)))
  const withheld = [...found.kinds.values()].filter(({ status }) => status !== 'synced').map(({ resource }) => resource.name)
  assert.deepEqual(withheld, ['secrets'])
  const withheldVerbs = [
    ['get', 'secrets'],
    ['create', 'pods'],
    ['create', 'pods', '--subresource=exec'],
    ['get', 'pods', '--subresource=exec'],
    ['get', 'pods', '--subresource=log'],
    ['patch', 'deployments.apps'],
    ['create', 'serviceaccounts', '--subresource=token'],
  ]
  for (const asked of withheldVerbs) assert.equal(await canI(asked), 'no', asked.join(' '))
  assert.equal(await canI(['list', 'deployments.apps']), 'yes')
})

/** What `kubectl auth can-i` says about the service account of the read-only role. It fails when it says no. */
async function canI(asked: readonly string[]): Promise<string> {
  const args = ['auth', 'can-i', ...asked, '--as=system:serviceaccount:toride:toride', '--all-namespaces']
  const answer = await plane.kubectl(args).catch((error: { readonly stdout?: string }) => error.stdout ?? '')
  return answer.trim()
}

test('a cluster says which one it is', async () => {
  const uid = await plane.kubectl(['get', 'namespace', 'kube-system', '-o', 'jsonpath={.metadata.uid}'])
  const described = await inspectCluster(opened(clientOf(plane.kubeconfigs.admin)), never)
  assert.deepEqual(described, { ok: true, value: { version: 'v1.34.4', uid, provider: 'other' } })
  const stranger = await inspectCluster(opened(clientOf(plane.kubeconfigs.nobody)), never)
  assert.deepEqual(stranger, { ok: true, value: { version: 'v1.34.4', uid: undefined, provider: 'other' } })
  const wrong = await inspectCluster(userWith('wrong-again', { token: 'wrong' }), never)
  assert.equal(wrong.ok ? '' : wrong.problem.code, 'cluster-unauthorized')
})

test('an extension whose server is away is named, and hides nothing else', async (t) => {
  const service = { apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService', metadata: { name: 'v1.away.example.com' } }
  const spec = { group: 'away.example.com', version: 'v1', groupPriorityMinimum: 100, versionPriority: 10, insecureSkipTLSVerify: true }
  await plane.kubectl(
    ['apply', '-f', '-'],
    JSON.stringify({ ...service, spec: { ...spec, service: { name: 'none', namespace: 'default' } } }),
  )
  t.after(() => plane.kubectl(['delete', 'apiservice', 'v1.away.example.com']))
  await plane.kubectl(['wait', '--for=condition=Available=false', 'apiservice/v1.away.example.com', '--timeout=20s'])
  const found = await read(opened(clientOf(plane.kubeconfigs.admin)))
  assert.deepEqual(found.problems, ['cluster-unreachable: The cluster did not answer: the server of away.example.com/v1 does not answer'])
  assert.equal(found.kinds.get('configmaps')?.status, 'synced')
})

test('an uploaded kubeconfig with everything inside works like any other', async () => {
  const config = JSON.parse(readFileSync(plane.kubeconfigs.admin, 'utf8')) as { clusters: { cluster: Record<string, string> }[] }
  const cluster = config.clusters[0]?.cluster ?? {}
  assert.equal(uploadedConnection(JSON.stringify(config)).ok, false)
  delete cluster['certificate-authority']
  cluster['certificate-authority-data'] = readFileSync(plane.certificateAuthority).toString('base64')
  const connection = uploadedConnection(JSON.stringify(config))
  assert.ok(connection.ok)
  assert.equal(await whoIs(opened(createClient(connection.value))), 'admin')
})

test('a cluster that does not answer is one problem', async () => {
  const server = new URL('https://127.0.0.1:1')
  const found = await read(opened(createClient({ ...connectionOf(plane.kubeconfigs.admin), server })))
  assert.equal(found.kinds.size, 0)
  assert.match(found.problems.join(), /^cluster-unreachable: .*ECONNREFUSED/)
  assert.equal(findConnection({ kubeconfig: plane.kubeconfigs.admin, context: 'none' }).ok, false)
})
