import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { hostNetworkDnsPolicy } from './check.ts'

test('in a network of its own the default is right', () => {
  assert.deepEqual(failing(hostNetworkDnsPolicy, pod()), [])
})
