import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { hostProcessContainers } from './check.ts'

test('a single container can be one', () => {
  const target = pod({ initContainers: [{}, { securityContext: { windowsOptions: { hostProcess: true } } }] })
  assert.deepEqual(failing(hostProcessContainers, target), ['/spec/initContainers/1/securityContext/windowsOptions/hostProcess'])
})
