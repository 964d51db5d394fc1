import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkUploadedKubeconfig, uploadedConnection } from './check-uploaded-kubeconfig.ts'

function config(cluster: object, user: object): string {
  return JSON.stringify({
    clusters: [{ name: 'c', cluster: { server: 'https://api.example.com:6443', ...cluster } }],
    users: [{ name: 'u', user }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  })
}

function refusal(cluster: object, user: object = { token: 'abc' }): string {
  const checked = checkUploadedKubeconfig(config(cluster, user))
  assert.ok(!checked.ok)
  assert.equal(checked.problem.code, 'kubeconfig-refused')
  return checked.problem.message
}

test('tokens and embedded certificates are taken', () => {
  for (const user of [{ token: 'abc' }, { 'client-certificate-data': 'Qw==', 'client-key-data': 'Sw==' }]) {
    const checked = checkUploadedKubeconfig(config({ 'certificate-authority-data': 'Qw==' }, user))
    assert.ok(checked.ok)
    assert.deepEqual(checked.value.contexts, [{ name: 'x', server: 'https://api.example.com:6443', user: 'u' }])
    assert.equal(checked.value.defaultContext, 'x')
  }
})

test('what would run or read something on the server is refused', () => {
  assert.match(refusal({}, { exec: { apiVersion: 'client.authentication.k8s.io/v1', command: 'sh' } }), /the user "u" has an exec plugin/)
  assert.match(refusal({}, { 'auth-provider': { name: 'oidc', config: {} } }), /auth-provider/)
  assert.match(refusal({}, { tokenFile: '/etc/passwd' }), /tokenFile/)
  assert.match(refusal({}, { 'client-certificate': 'a.crt' }), /client-certificate/)
  assert.match(refusal({}, { 'client-key': 'a.key' }), /client-key/)
  assert.match(refusal({ 'certificate-authority': '/etc/ca.crt' }), /the cluster "c" names a file/)
})

test('link-local and metadata addresses are refused, as server and as proxy', () => {
  for (const server of [
    'https://169.254.169.254',
    'http://2852039166/',
    'https://[fe80::1]:6443',
    'metadata.google.internal',
    'https://[::ffff:a9fe:a9fe]',
  ]) {
    assert.match(refusal({ server }), /link-local or metadata/, server)
  }
  assert.match(refusal({ 'proxy-url': 'http://169.254.169.254:80' }), /proxy-url/)
  assert.match(refusal({ server: 'file:///etc/passwd' }), /not an http or https address/)
})

test('an entry that no context uses is refused as well', () => {
  const document = JSON.parse(config({}, { token: 'abc' })) as { users: unknown[] }
  document.users.push({ name: 'other', user: { tokenFile: '/etc/passwd' } })
  assert.equal(checkUploadedKubeconfig(JSON.stringify(document)).ok, false)
})

test('with several contexts and no current one, one has to be chosen', () => {
  const document = JSON.parse(config({}, { token: 'abc' })) as { contexts: unknown[]; 'current-context': string }
  document.contexts.push({ name: 'y', context: { cluster: 'c', user: 'u' } })
  document['current-context'] = ''
  const text = JSON.stringify(document)
  const checked = checkUploadedKubeconfig(text)
  assert.ok(checked.ok)
  assert.equal(checked.value.defaultContext, undefined)
  assert.equal(uploadedConnection(text).ok, false)
  const chosen = uploadedConnection(text, 'y')
  assert.ok(chosen.ok)
  assert.equal(chosen.value.name, 'y')
  assert.equal(chosen.value.guardsAddresses, true)
})

test('what is not a kubeconfig is invalid', () => {
  for (const text of ['', 'hello', '{}', '[]', '\u0000', '&a [*a, *a]']) {
    const checked = checkUploadedKubeconfig(text)
    assert.equal(checked.ok ? '' : checked.problem.code, 'kubeconfig-invalid', text)
  }
})
