import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, fixed, pod } from '../harness.ts'
import { seccompAnnotations } from './check.ts'

const annotated = (value: string) => pod({}, { annotations: { 'seccomp.security.alpha.kubernetes.io/pod': value } })

test('older clusters still read the annotation', () => {
  assert.deepEqual(failing(seccompAnnotations, annotated('runtime/default'), { targetMinor: 26 }), [])
  assert.deepEqual(failing(seccompAnnotations, annotated('runtime/default'), { targetMinor: 27 }), [
    '/metadata/annotations/seccomp.security.alpha.kubernetes.io~1pod',
  ])
})

test('the fix moves the profile into the field', () => {
  const { metadata, spec } = fixed(seccompAnnotations, annotated('docker/default'))
  assert.deepEqual(metadata.annotations, {})
  assert.deepEqual((spec as { securityContext: unknown }).securityContext, { seccompProfile: { type: 'RuntimeDefault' } })
})

test('an unconfined pod is left for its owner to decide', () => {
  const target = annotated('unconfined')
  assert.deepEqual(fixed(seccompAnnotations, target), target)
})
