import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, fixed, pod } from '../harness.ts'
import { deniedRegistries } from './check.ts'

const using = (image: string, registries?: string[]) =>
  failing(deniedRegistries, pod({ containers: [{ image }] }), registries && { parameters: { registries } }).length

test('registries and repositories match as a whole', () => {
  assert.equal(using('nginx', ['docker.io/library']), 1)
  assert.equal(using('nginx', ['docker.io']), 1)
  assert.equal(using('docker.io.example/nginx', ['docker.io']), 0)
  assert.equal(using('quay.io/teams/app', ['quay.io/team']), 0)
  assert.equal(using('quay.io/team/a/b', ['quay.io/team/']), 1)
})

test('the fix follows the project to its new registry', () => {
  const { spec } = fixed(deniedRegistries, pod({ containers: [{ image: 'k8s.gcr.io/pause:3.6' }] }))
  assert.deepEqual(spec, { containers: [{ image: 'registry.k8s.io/pause:3.6' }] })
})
