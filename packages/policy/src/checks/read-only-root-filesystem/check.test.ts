import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, fixed, outcomeOf, pod } from '../harness.ts'
import { readOnlyRootFilesystem } from './check.ts'

const writable = { name: 'app', securityContext: { readOnlyRootFilesystem: false } }
const readOnly = { name: 'app', securityContext: { readOnlyRootFilesystem: true } }

for (const profile of ['toride', 'defender'] as const) {
  test(`${profile}: only true will do, on every container`, () => {
    const target = pod({ initContainers: [{}], containers: [writable, readOnly, { securityContext: {} }] })
    assert.deepEqual(failing(readOnlyRootFilesystem, target, { profile }), [
      '/spec/initContainers/0/securityContext/readOnlyRootFilesystem',
      '/spec/containers/0/securityContext/readOnlyRootFilesystem',
      '/spec/containers/2/securityContext/readOnlyRootFilesystem',
    ])
  })
}

test('toride leaves out Windows, which has none', () => {
  for (const spec of [{ os: { name: 'windows' } }, { nodeSelector: { 'kubernetes.io/os': 'windows' } }]) {
    assert.equal(outcomeOf(readOnlyRootFilesystem, pod(spec))?.reason, 'windows')
    assert.equal(failing(readOnlyRootFilesystem, pod(spec), { profile: 'defender' }).length, 1)
  }
})

test('toride looks at ephemeral containers', () => {
  const target = pod({ containers: [readOnly], ephemeralContainers: [{}] })
  assert.equal(failing(readOnlyRootFilesystem, target).length, 1)
  assert.equal(failing(readOnlyRootFilesystem, target, { profile: 'defender' }).length, 0)
})

test('the fix sets true', () => {
  assert.deepEqual(
    fixed(readOnlyRootFilesystem, pod({ containers: [writable, { name: 'app' }] })),
    pod({ containers: [readOnly, readOnly] }),
  )
})
