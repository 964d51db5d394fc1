import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, fixed, pod } from '../harness.ts'
import { interactiveContainers } from './check.ts'

test('a debugging session is no finding', () => {
  assert.deepEqual(failing(interactiveContainers, pod({ ephemeralContainers: [{ stdin: true, tty: true }] })), [])
})

test('both fields are fixed', () => {
  assert.deepEqual(fixed(interactiveContainers, pod({ containers: [{ name: 'app', stdin: true, tty: true }] })).spec, {
    containers: [{ name: 'app' }],
  })
})
