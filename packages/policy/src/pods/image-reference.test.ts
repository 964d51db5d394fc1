import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { imageFault, isLatest, parseImage } from './image-reference.ts'

const digest = `sha256:${'a'.repeat(64)}`

test('a short name is completed as runtimes do', () => {
  assert.deepEqual(parseImage('nginx'), { registry: 'docker.io', repository: 'library/nginx', tag: undefined, digest: undefined })
  assert.deepEqual(parseImage('bitnami/redis:7'), { registry: 'docker.io', repository: 'bitnami/redis', tag: '7', digest: undefined })
  assert.equal(parseImage('index.docker.io/nginx').repository, 'library/nginx')
})

test('a port of the registry is no tag', () => {
  const parts = { registry: 'localhost:5000', repository: 'app', tag: undefined, digest: undefined }
  assert.deepEqual(parseImage('localhost:5000/app'), parts)
  assert.deepEqual(parseImage('localhost:5000/app:1'), { ...parts, tag: '1' })
})

test('tag and digest may stand together', () => {
  assert.deepEqual(parseImage(`registry.example/a/b:1@${digest}`), { registry: 'registry.example', repository: 'a/b', tag: '1', digest })
})

for (const image of [
  'nginx',
  'team/a.b-c_d__e---f/g:V1.0_x-y',
  'localhost/app',
  'Registry.Example:443/app',
  '[2001:db8::1]:5000/app',
  `registry.example/app@${digest}`,
]) {
  test(`${image} is well formed`, () => assert.equal(imageFault(image), undefined))
}

const faults: readonly [string, string][] = [
  ['', 'empty'],
  ['<registry>.azurecr.io/redis:latest', 'characters'],
  ['registry.example/app name', 'characters'],
  ['registry.example/a//b', 'characters'],
  ['registry.example/-app', 'characters'],
  ['registry.example/a___b', 'characters'],
  ['registry.example:port/app', 'characters'],
  ['registry.example/App:1', 'uppercase'],
  ['registry.example/app:', 'tag'],
  ['registry.example/app:-1', 'tag'],
  ['registry.example/app@sha256:abc', 'digest'],
  ['https://registry.example/app', 'characters'],
]
for (const [image, fault] of faults) test(`${JSON.stringify(image)} is refused for ${fault}`, () => assert.equal(imageFault(image), fault))

test('any text is split without failing', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      parseImage(text)
      imageFault(text)
    }),
  )
})

test('no tag means latest, and a digest means neither', () => {
  for (const image of ['nginx', 'nginx:latest', 'localhost:5000/app']) assert.ok(isLatest(image), image)
  for (const image of ['nginx:1.29', 'nginx:latest-alpine', `nginx@${digest}`, `nginx:latest@${digest}`, ''])
    assert.ok(!isLatest(image), image)
})
