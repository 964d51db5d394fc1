import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { unsafeSysctls } from './check.ts'

const target = pod({
  securityContext: {
    sysctls: [
      { name: 'net.core.somaxconn', value: '1024' },
      { name: 'kernel.msgmax', value: '1' },
    ],
  },
})

test('each unsafe sysctl is a finding of its own', () => {
  assert.deepEqual(failing(unsafeSysctls, target), ['/spec/securityContext/sysctls/0/name', '/spec/securityContext/sysctls/1/name'])
})

test('parameters allow names and beginnings', () => {
  assert.deepEqual(failing(unsafeSysctls, target, { parameters: { allowedSysctls: ['net.*', 'kernel.msgmax'] } }), [])
})
