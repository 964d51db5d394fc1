import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { connectionTo, findConnection, inClusterConnection } from './connection.ts'
import { type Kubeconfig, mergeKubeconfigs, parseKubeconfig } from './kubeconfig.ts'

const folder = mkdtempSync(join(tmpdir(), 'toride-kubeconfig-'))
after(() => rmSync(folder, { recursive: true }))

const config = {
  clusters: [
    { name: 'one', cluster: { server: 'https://one.example.com:6443' } },
    {
      name: 'two',
      cluster: { server: 'https://two.example.com', 'insecure-skip-tls-verify': true, 'tls-server-name': 'api', 'proxy-url': 'http://p:1' },
    },
  ],
  users: [
    { name: 'token', user: { token: 'abc' } },
    { name: 'certificate', user: { 'client-certificate-data': base64('C'), 'client-key-data': base64('K') } },
  ],
  contexts: [
    { name: 'first', context: { cluster: 'one', user: 'token', namespace: 'shop' } },
    { name: 'second', context: { cluster: 'two', user: 'certificate' } },
  ],
  'current-context': 'first',
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}

function parsed(document: unknown, file?: string): Kubeconfig {
  const read = parseKubeconfig(typeof document === 'string' ? document : JSON.stringify(document), file)
  assert.ok(read.ok, read.ok ? '' : read.problem.message)
  return read.value
}

function reasonOf(document: unknown): string {
  const read = parseKubeconfig(typeof document === 'string' ? document : JSON.stringify(document))
  assert.ok(!read.ok)
  assert.equal(read.problem.code, 'kubeconfig-invalid')
  return read.problem.message
}

test('the current context is taken, and any other by its name', () => {
  const first = connectionTo(parsed(config), undefined, {})
  assert.ok(first.ok)
  assert.equal(first.value.name, 'first')
  assert.equal(first.value.server.href, 'https://one.example.com:6443/')
  assert.equal(first.value.namespace, 'shop')
  assert.deepEqual(first.value.credentials.bearer, { text: 'abc' })
  const second = connectionTo(parsed(config), 'second', {})
  assert.ok(second.ok)
  assert.equal(second.value.insecureSkipTlsVerify, true)
  assert.equal(second.value.tlsServerName, 'api')
  assert.equal(second.value.proxy?.href, 'http://p:1/')
  assert.deepEqual(second.value.credentials.certificate, { certificate: { text: 'C' }, key: { text: 'K' } })
})

test('a context that cannot be used says why', () => {
  const messageOf = (document: unknown, context?: string): string => {
    const found = connectionTo(parsed(document), context, {})
    assert.ok(!found.ok)
    return found.problem.message
  }
  assert.match(messageOf(config, 'third'), /no context "third"; there are: first, second/)
  assert.match(messageOf({ ...config, 'current-context': '' }), /no current context; name one of: first, second/)
  assert.match(messageOf({ ...config, clusters: [] }), /names the cluster "one", which it does not define/)
  assert.match(messageOf({ ...config, users: [] }), /names the user "token", which it does not define/)
  assert.match(messageOf({ ...config, clusters: [{ name: 'one', cluster: { server: 'ftp://a' } }] }), /not an http or https address/)
  const proxied = { server: 'https://a', 'proxy-url': 'ftp://p' }
  assert.match(messageOf({ ...config, clusters: [{ name: 'one', cluster: proxied }] }), /proxy-url "ftp:\/\/p" is not/)
  const half = [{ name: 'token', user: { 'client-certificate-data': base64('C') } }]
  assert.match(messageOf({ ...config, users: half }), /client certificate without its key/)
  const authority = { server: 'https://a', 'certificate-authority': join(folder, 'none.crt') }
  assert.match(messageOf({ ...config, clusters: [{ name: 'one', cluster: authority }] }), /certificate authority cannot be read/)
  assert.match(messageOf({}), /it has no context/)
})

test('relative paths start from the folder of the file', () => {
  const user = {
    tokenFile: 'token',
    'client-certificate': 'c.crt',
    'client-key': '../k.key',
    exec: { apiVersion: 'a', command: './login' },
  }
  const read = parsed(
    { users: [{ name: 'a', user }], clusters: [{ name: 'a', cluster: { server: 'a', 'certificate-authority': 'ca.crt' } }] },
    '/etc/kube/config',
  )
  assert.equal(read.users[0]?.tokenFile, '/etc/kube/token')
  assert.equal(read.users[0]?.clientCertificate, '/etc/kube/c.crt')
  assert.equal(read.users[0]?.clientKey, '/etc/k.key')
  assert.equal(read.users[0]?.exec?.command, '/etc/kube/login')
  assert.equal(read.clusters[0]?.certificateAuthority, '/etc/kube/ca.crt')
  assert.equal(
    parsed({ users: [{ name: 'a', user: { exec: { apiVersion: 'a', command: 'aws' } } }] }, '/etc/x').users[0]?.exec?.command,
    'aws',
  )
})

test('a field of a wrong type is named', () => {
  assert.match(reasonOf({ clusters: 'one' }), /clusters is not a list/)
  assert.match(reasonOf({ clusters: [{ name: 'a', cluster: {} }] }), /clusters\[0\]\.cluster\.server is missing/)
  assert.match(reasonOf({ users: [{ user: {} }] }), /users\[0\]\.name is missing/)
  assert.match(reasonOf({ users: [{ name: 'a', user: { token: 5 } }] }), /users\[0\]\.user\.token is not text/)
  assert.match(reasonOf({ users: [{ name: 'a', user: { exec: { command: 'a' } } }] }), /users\[0\]\.user\.exec\.apiVersion is missing/)
  assert.match(
    reasonOf({ clusters: [{ name: 'a', cluster: { server: 'a', 'insecure-skip-tls-verify': 'yes' } }] }),
    /neither true nor false/,
  )
  assert.match(reasonOf({ contexts: [5] }), /contexts\[0\] is not a mapping/)
  assert.match(reasonOf('just text'), /the file is not a mapping/)
})

test('broken YAML has its place', () => {
  const read = parseKubeconfig('clusters:\n  - name: [a\nusers: b\n', 'broken.yaml')
  assert.ok(!read.ok)
  assert.equal(read.problem.at.file, 'broken.yaml')
  assert.equal(read.problem.at.line, 3)
})

test('any text gives a value, never an exception', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => typeof parseKubeconfig(text).ok === 'boolean'))
  const user = fc.dictionary(fc.constantFrom('token', 'exec', 'as', 'as-groups', 'auth-provider', 'as-user-extra'), fc.jsonValue())
  fc.assert(
    fc.property(user, (fields) => typeof parseKubeconfig(JSON.stringify({ users: [{ name: 'a', user: fields }] })).ok === 'boolean'),
  )
})

test('a file that is too large is refused before it is parsed', () => {
  assert.match(reasonOf(`a: "${'x'.repeat(5 * 1024 * 1024)}"`), /larger than/)
})

test('of several files the first entry of a name counts', () => {
  const other = parsed({
    users: [
      { name: 'token', user: { token: 'other' } },
      { name: 'more', user: {} },
    ],
    'current-context': 'second',
  })
  const merged = mergeKubeconfigs([parsed(config), other])
  assert.equal(merged.users.find(({ name }) => name === 'token')?.token, 'abc')
  assert.ok(merged.users.some(({ name }) => name === 'more'))
  assert.equal(merged.currentContext, 'first')
  const files = [join(folder, 'none'), join(folder, 'one')].join(delimiter)
  writeFileSync(join(folder, 'one'), JSON.stringify(config))
  const found = findConnection({ environment: { KUBECONFIG: files } })
  assert.ok(found.ok && found.value.name === 'first')
})

test('a file that was asked for by name has to exist', () => {
  const found = findConnection({ kubeconfig: join(folder, 'none') })
  assert.ok(!found.ok)
  assert.equal(found.problem.at.file, join(folder, 'none'))
})

test('without a file and outside of a pod there is no connection', () => {
  const found = findConnection({ environment: { HOME: folder } })
  assert.match(found.ok ? '' : found.problem.message, /neither KUBECONFIG nor ~\/\.kube\/config/)
})

test('in a pod the service account is used', () => {
  writeFileSync(join(folder, 'token'), 'abc')
  writeFileSync(join(folder, 'namespace'), 'toride\n')
  const environment = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' }
  const found = inClusterConnection(environment, folder)
  assert.ok(found.ok)
  assert.equal(found.value.server.href, 'https://[fd00::1]/')
  assert.equal(found.value.namespace, 'toride')
  assert.deepEqual(found.value.credentials.bearer, { file: join(folder, 'token') })
  assert.equal(inClusterConnection(environment, join(folder, 'none')).ok, false)
  assert.equal(inClusterConnection({}, folder).ok, false)
})
