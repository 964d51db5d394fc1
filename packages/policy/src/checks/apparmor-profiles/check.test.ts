import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployment, failing, fixed, outcomeOf, pod } from '../harness.ts'
import { apparmorProfiles } from './check.ts'

const key = 'container.apparmor.security.beta.kubernetes.io/app'
const annotationPointer = '/metadata/annotations/container.apparmor.security.beta.kubernetes.io~1app'
const fieldPointer = '/spec/containers/0/securityContext/appArmorProfile'
const annotated = (profile: string, spec = {}) => pod(spec, { annotations: { [key]: profile } })
const field = (type: string, localhostProfile?: string) => ({ appArmorProfile: { type, ...(localhostProfile && { localhostProfile }) } })
const container = (type: string, localhostProfile?: string) => ({
  containers: [{ name: 'app', securityContext: field(type, localhostProfile) }],
})
const allowing = (...allowedProfiles: string[]) => ({ parameters: { allowedProfiles } })

test('toride reads the container, the annotation and the pod, in this order', () => {
  assert.deepEqual(failing(apparmorProfiles, pod(container('Unconfined'))), [fieldPointer])
  assert.deepEqual(failing(apparmorProfiles, annotated('unconfined')), [annotationPointer])
  assert.deepEqual(failing(apparmorProfiles, pod({ securityContext: field('Unconfined') })), ['/spec/securityContext/appArmorProfile'])
  assert.deepEqual(failing(apparmorProfiles, annotated('unconfined', container('RuntimeDefault'))), [])
  assert.deepEqual(failing(apparmorProfiles, annotated('runtime/default', { securityContext: field('Unconfined') })), [])
  assert.deepEqual(failing(apparmorProfiles, pod({ securityContext: field('Unconfined'), ...container('RuntimeDefault') })), [])
})

test('toride takes nothing set for the profile of the runtime', () => {
  assert.deepEqual(failing(apparmorProfiles, pod()), [])
  assert.deepEqual(failing(apparmorProfiles, annotated('')), [])
  assert.deepEqual(failing(apparmorProfiles, pod(), allowing('localhost/strict')), [fieldPointer])
})

test('toride knows no field before Kubernetes 1.30', () => {
  assert.deepEqual(failing(apparmorProfiles, pod(container('Unconfined')), { targetMinor: 29 }), [])
  assert.deepEqual(failing(apparmorProfiles, annotated('unconfined'), { targetMinor: 29 }), [annotationPointer])
})

for (const profile of ['toride', 'defender'] as const) {
  test(`${profile}: profiles of the node by name, or all of them`, () => {
    const check = (value: string, ...allowed: string[]) =>
      failing(apparmorProfiles, annotated(value), { profile, ...allowing(...allowed) }).length
    assert.equal(check('localhost/strict', 'runtime/default'), 1)
    assert.equal(check('localhost/strict', 'localhost/strict'), 0)
    assert.equal(check('localhost/other', 'localhost/strict'), 1)
    assert.equal(check('localhost/other', 'localhost/*'), 0)
    assert.equal(check('runtime/default', 'localhost/*'), 1)
    assert.equal(check('runtime/default'), 1)
  })
}

test('toride reads a profile of the node from the field', () => {
  assert.deepEqual(failing(apparmorProfiles, pod(container('Localhost', 'strict')), allowing('localhost/strict')), [])
  assert.deepEqual(failing(apparmorProfiles, pod(container('Localhost', 'strict'))), [fieldPointer])
})

test('defender reads the annotation of the pod template alone', () => {
  const defender = { profile: 'defender' } as const
  assert.deepEqual(failing(apparmorProfiles, pod(container('RuntimeDefault')), defender), [annotationPointer])
  assert.deepEqual(failing(apparmorProfiles, deployment(), defender), [`/spec/template${annotationPointer}`])
  assert.deepEqual(failing(apparmorProfiles, annotated('runtime/default', container('Unconfined')), defender), [])
  assert.deepEqual(
    outcomeOf(apparmorProfiles, annotated('unconfined'), defender)?.violations.map(({ message }) => message),
    ['default'],
  )
  assert.deepEqual(
    outcomeOf(apparmorProfiles, pod(), defender)?.violations.map(({ message }) => message),
    ['missing'],
  )
})

test('toride looks at ephemeral containers and not at Windows', () => {
  const debug = { ephemeralContainers: [{ name: 'debug', securityContext: field('Unconfined') }] }
  assert.deepEqual(failing(apparmorProfiles, pod(debug)), ['/spec/ephemeralContainers/0/securityContext/appArmorProfile'])
  assert.equal(outcomeOf(apparmorProfiles, pod({ os: { name: 'windows' } }))?.reason, 'windows')
})

test('the fix sets the profile of the runtime, and an annotation that contradicts it', () => {
  const target = fixed(apparmorProfiles, annotated('unconfined'))
  assert.deepEqual(target.metadata.annotations, { [key]: 'runtime/default' })
  const spec = target.spec as { containers: { securityContext: object }[] }
  assert.deepEqual(spec.containers[0]?.securityContext, field('RuntimeDefault'))
  assert.deepEqual(fixed(apparmorProfiles, annotated('unconfined'), { targetMinor: 28 }).spec, pod().spec)
})

test('the fix of defender sets the annotation, and a field that contradicts it', () => {
  const target = fixed(apparmorProfiles, pod({ securityContext: field('Unconfined') }), { profile: 'defender' })
  assert.deepEqual(target.metadata.annotations, { [key]: 'runtime/default' })
  const spec = target.spec as { containers: { securityContext: object }[] }
  assert.deepEqual(spec.containers[0]?.securityContext, field('RuntimeDefault'))
})

test('there is no fix when the profile of the runtime is not allowed', () => {
  const target = pod(container('Unconfined'))
  assert.deepEqual(fixed(apparmorProfiles, target, allowing('localhost/strict')), target)
})
