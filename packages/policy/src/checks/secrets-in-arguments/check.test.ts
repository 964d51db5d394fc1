import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { secretsInArguments } from './check.ts'

const withArgs = (...args: string[]) => failing(secretsInArguments, pod({ containers: [{ args }] }))

test('an option and its value may be two arguments', () => {
  assert.deepEqual(withArgs('--password', 'hunter22'), ['/spec/containers/0/args/1'])
  assert.deepEqual(withArgs('--password', '--verbose'), [])
  assert.deepEqual(withArgs('--password'), [])
})

test('a shell text in a hook is searched for credentials', () => {
  const preStop = { exec: { command: ['sh', '-c', 'curl https://app:hunter22@api.example/stop'] } }
  assert.deepEqual(failing(secretsInArguments, pod({ containers: [{ lifecycle: { preStop } }] })), [
    '/spec/containers/0/lifecycle/preStop/exec/command/2',
  ])
})

test('a probe is looked at although the container has no command of its own', () => {
  const livenessProbe = { exec: { command: ['redis-cli', '-u', 'redis://:hunter22@localhost', 'ping'] } }
  assert.deepEqual(failing(secretsInArguments, pod({ containers: [{ livenessProbe }] })), [
    '/spec/containers/0/livenessProbe/exec/command/2',
  ])
})
