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

test('the safe set grows with the version', () => {
  const tuned = pod({ securityContext: { sysctls: [{ name: 'net.ipv4.tcp_rmem', value: '4096 131072 6291456' }] } })
  assert.deepEqual(failing(unsafeSysctls, tuned), [])
  assert.deepEqual(failing(unsafeSysctls, tuned, { targetMinor: 32 }), [])
  assert.equal(failing(unsafeSysctls, tuned, { targetMinor: 31 }).length, 1)
})
