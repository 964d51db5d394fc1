import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { secretsAsEnvironmentVariables } from './check.ts'

test('each reference is a finding', () => {
  const secretKeyRef = { name: 's', key: 'k' }
  const env = [
    { name: 'A', value: 'a' },
    { name: 'B', valueFrom: { secretKeyRef } },
  ]
  assert.deepEqual(failing(secretsAsEnvironmentVariables, pod({ initContainers: [{ env, envFrom: [{ secretRef: {} }] }] })), [
    '/spec/initContainers/0/env/1/valueFrom/secretKeyRef',
    '/spec/initContainers/0/envFrom/0/secretRef',
  ])
})
