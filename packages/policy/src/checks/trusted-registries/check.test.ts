import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, outcomeOf, pod } from '../harness.ts'
import { trustedRegistries } from './check.ts'

const trusting = (allowedContainerImagesRegex: string) => ({ parameters: { allowedContainerImagesRegex } })
const image = (name: string) => pod({ containers: [{ name: 'app', image: name }] })
const first = ['/spec/containers/0/image']

for (const profile of ['toride', 'defender'] as const) {
  test(`${profile}: without the parameter every pod is unhealthy for that reason, at its first image`, () => {
    const target = pod({ initContainers: [{ image: 'a' }], containers: [{ image: 'b' }] })
    for (const options of [{ profile }, { profile, ...trusting('^(.+){0}$') }]) {
      assert.deepEqual(outcomeOf(trustedRegistries, target, options)?.violations, [
        { pointer: '/spec/initContainers/0/image', message: 'parameter-not-set', data: { parameter: 'allowedContainerImagesRegex' } },
      ])
    }
  })

  test(`${profile}: the expression finds something anywhere unless it is anchored`, () => {
    const options = { profile, ...trusting('registry\\.example/') }
    assert.deepEqual(failing(trustedRegistries, image('registry.example/app'), options), [])
    assert.deepEqual(failing(trustedRegistries, image('evil.test/registry.example/app'), options), [])
    assert.deepEqual(
      failing(trustedRegistries, image('evil.test/registry.example/app'), { profile, ...trusting('^registry\\.example/') }),
      first,
    )
  })

  test(`${profile}: a container without image is unhealthy, init containers count`, () => {
    const target = pod({ initContainers: [{ image: 'x/y' }], containers: [{}] })
    assert.deepEqual(failing(trustedRegistries, target, { profile, ...trusting('^registry\\.example/') }), [
      '/spec/initContainers/0/image',
      ...first,
    ])
  })

  test(`${profile}: an expression that does not compile is refused`, () => {
    for (const expression of ['(', '(?=a)', '\\1']) {
      assert.throws(() => failing(trustedRegistries, pod(), { profile, ...trusting(expression) }), { name: 'ParameterError' })
    }
  })
}

test('toride also tries the name that the runtime completes', () => {
  const options = trusting('^docker\\.io/library/nginx(:|@|$)')
  for (const name of ['nginx', 'nginx:1.27', 'docker.io/nginx', 'index.docker.io/library/nginx@sha256:00'])
    assert.deepEqual(failing(trustedRegistries, image(name), options), [], name)
  for (const name of ['evil/nginx', 'localhost/nginx', 'registry.example:5000/nginx'])
    assert.deepEqual(failing(trustedRegistries, image(name), options), first, name)
  assert.deepEqual(failing(trustedRegistries, image('nginx'), { ...options, profile: 'defender' }), first)
})

test('toride looks at ephemeral containers and image volumes', () => {
  const target = pod({
    ephemeralContainers: [{ name: 'debug', image: 'busybox' }],
    volumes: [
      { name: 'model', image: { reference: 'evil.test/model:1' } },
      { name: 'tmp', emptyDir: {} },
    ],
  })
  assert.deepEqual(failing(trustedRegistries, target, trusting('^registry\\.example/')), [
    '/spec/ephemeralContainers/0/image',
    '/spec/volumes/0/image/reference',
  ])
  assert.deepEqual(failing(trustedRegistries, target, { ...trusting('^registry\\.example/'), profile: 'defender' }), [])
})

test('excluded containers and images are left out', () => {
  const target = pod({
    containers: [
      { name: 'app', image: 'a.test/x:1' },
      { name: 'mesh', image: 'b.test/y:1' },
    ],
  })
  const options = trusting('^registry\\.example/')
  assert.deepEqual(failing(trustedRegistries, target, { ...options, excludedContainers: ['app'] }), ['/spec/containers/1/image'])
  assert.equal(
    outcomeOf(trustedRegistries, target, { ...options, excludedImages: ['a.test/*', 'b.test/y:1'] })?.reason,
    'excluded-containers',
  )
})
