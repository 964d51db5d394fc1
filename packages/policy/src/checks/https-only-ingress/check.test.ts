import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, fixed, object } from '../harness.ts'
import { httpsOnlyIngress } from './check.ts'

const ingress = (spec: object, annotations: Record<string, string> = {}, apiVersion = 'networking.k8s.io/v1') =>
  object(apiVersion, 'Ingress', { spec }, { annotations })
const tls = (...hosts: string[]) => [{ hosts, secretName: 'tls' }]
const rules = (...hosts: (string | undefined)[]) => hosts.map((host) => (host === undefined ? {} : { host }))
const allowHttp = '/metadata/annotations/kubernetes.io~1ingress.allow-http'
const defender = { profile: 'defender' } as const

test('defender wants TLS and the annotation of Google, both', () => {
  const off = { 'kubernetes.io/ingress.allow-http': 'false' }
  assert.deepEqual(failing(httpsOnlyIngress, ingress({}), defender), ['/spec/tls', allowHttp])
  assert.deepEqual(failing(httpsOnlyIngress, ingress({ tls: [] }, off), defender), ['/spec/tls'])
  assert.deepEqual(failing(httpsOnlyIngress, ingress({ tls: tls('a.test') }), defender), [allowHttp])
  assert.deepEqual(failing(httpsOnlyIngress, ingress({ tls: tls('a.test') }, { 'kubernetes.io/ingress.allow-http': 'true' }), defender), [
    allowHttp,
  ])
  assert.deepEqual(failing(httpsOnlyIngress, ingress({ tls: [{}] }, off), defender), [])
})

for (const apiVersion of ['networking.k8s.io/v1', 'networking.k8s.io/v1beta1', 'extensions/v1beta1']) {
  test(`toride wants TLS for every host (${apiVersion})`, () => {
    const check = (spec: object) => failing(httpsOnlyIngress, ingress(spec, {}, apiVersion))
    assert.deepEqual(check({ rules: rules('a.test') }), ['/spec/tls'])
    assert.deepEqual(check({ tls: tls('a.test'), rules: rules('a.test', 'b.test') }), ['/spec/rules/1/host'])
    assert.deepEqual(check({ tls: [...tls('A.test'), ...tls('b.test')], rules: rules('a.test', 'B.test') }), [])
    assert.deepEqual(check({ tls: [{ secretName: 'tls' }], rules: rules('a.test', undefined) }), [])
    assert.deepEqual(check({ tls: tls('a.test'), rules: rules(undefined) }), ['/spec/rules/0/host'])
    assert.deepEqual(check({ tls: tls('a.test'), defaultBackend: {} }), [])
  })
}

test('toride: a wildcard holds one label', () => {
  const check = (host: string) => failing(httpsOnlyIngress, ingress({ tls: tls('*.a.test'), rules: rules(host) })).length
  assert.equal(check('x.a.test'), 0)
  assert.equal(check('*.a.test'), 0)
  assert.equal(check('a.test'), 1)
  assert.equal(check('x.y.a.test'), 1)
})

test('toride accepts certificates that controllers take from annotations', () => {
  for (const annotation of [
    'alb.ingress.kubernetes.io/certificate-arn',
    'appgw.ingress.kubernetes.io/appgw-ssl-certificate',
    'ingress.gcp.kubernetes.io/pre-shared-cert',
    'networking.gke.io/managed-certificates',
  ]) {
    assert.deepEqual(failing(httpsOnlyIngress, ingress({ rules: rules('a.test') }, { [annotation]: 'cert' })), [])
    assert.deepEqual(failing(httpsOnlyIngress, ingress({ rules: rules('a.test') }, { [annotation]: '' })), ['/spec/tls'])
  }
})

const secure = { tls: tls('a.test'), rules: rules('a.test') }
const plain = (annotations: Record<string, string>, spec: object = secure) => failing(httpsOnlyIngress, ingress(spec, annotations)).length

test('toride: redirects that are turned off', () => {
  for (const name of ['nginx.ingress.kubernetes.io', 'haproxy.org', 'haproxy-ingress.github.io', 'ingress.kubernetes.io']) {
    assert.equal(plain({ [`${name}/ssl-redirect`]: 'false' }), 1, name)
    assert.equal(plain({ [`${name}/ssl-redirect`]: 'true' }), 0, name)
  }
  assert.equal(plain({ 'nginx.ingress.kubernetes.io/ssl-redirect': 'false', 'nginx.ingress.kubernetes.io/force-ssl-redirect': 'true' }), 0)
})

test('toride: Google serves HTTP unless told not to, others do not ask', () => {
  const google = { ...secure, ingressClassName: 'gce' }
  assert.equal(plain({}, google), 1)
  assert.equal(plain({ 'kubernetes.io/ingress.class': 'gce-internal' }), 1)
  assert.equal(plain({ 'kubernetes.io/ingress.allow-http': 'false' }, google), 0)
  assert.equal(plain({ 'networking.gke.io/v1beta1.FrontendConfig': 'redirect' }, google), 0)
  assert.equal(plain({ 'kubernetes.io/ingress.allow-http': 'true' }), 1)
  assert.equal(plain({}), 0)
})

test('toride: Traefik on its plain entry point, unless a middleware may redirect', () => {
  const entryPoints = 'traefik.ingress.kubernetes.io/router.entrypoints'
  assert.equal(plain({ [entryPoints]: 'web, websecure' }), 1)
  assert.equal(plain({ [entryPoints]: 'websecure' }), 0)
  assert.equal(plain({ [entryPoints]: 'web', 'traefik.ingress.kubernetes.io/router.middlewares': 'shop-redirect@kubernetescrd' }), 0)
})

test('toride: listeners of AWS, whatever stands in the annotation', () => {
  const ports = 'alb.ingress.kubernetes.io/listen-ports'
  assert.equal(plain({ [ports]: '[{"HTTP": 80}, {"HTTPS": 443}]' }), 1)
  assert.equal(plain({ [ports]: '[{"HTTP": 80}, {"HTTPS": 443}]', 'alb.ingress.kubernetes.io/ssl-redirect': '443' }), 0)
  for (const value of ['[{"HTTPS": 443}]', '[{"HTTP"', 'null', '{"HTTP":80}', '[null, 1]'])
    assert.equal(plain({ [ports]: value }), 0, value)
})

test('the fix turns a redirect on and plain HTTP off; a certificate has none', () => {
  const redirect = 'nginx.ingress.kubernetes.io/ssl-redirect'
  assert.deepEqual(fixed(httpsOnlyIngress, ingress(secure, { [redirect]: 'false' })), ingress(secure, { [redirect]: 'true' }))
  const after = fixed(httpsOnlyIngress, ingress({ ...secure, ingressClassName: 'gce' }))
  assert.deepEqual(after.metadata.annotations, { 'kubernetes.io/ingress.allow-http': 'false' })
  assert.deepEqual(fixed(httpsOnlyIngress, ingress({}), defender), ingress({}, { 'kubernetes.io/ingress.allow-http': 'false' }))
  assert.deepEqual(fixed(httpsOnlyIngress, ingress({})), ingress({}))
})
