import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, outcomeOf, pod } from '../harness.ts'
import { selinuxOptions } from './check.ts'

test('pod and containers are looked at each', () => {
  const bad = { securityContext: { seLinuxOptions: { type: 'spc_t' } } }
  assert.deepEqual(failing(selinuxOptions, pod({ ...bad, containers: [bad, {}] })), [
    '/spec/securityContext/seLinuxOptions/type',
    '/spec/containers/0/securityContext/seLinuxOptions/type',
  ])
})

test('empty values mean the default', () => {
  assert.deepEqual(failing(selinuxOptions, pod({ securityContext: { seLinuxOptions: { type: '', user: '', role: '' } } })), [])
})

test('Windows has no SELinux', () => {
  const target = pod({ os: { name: 'windows' }, securityContext: { seLinuxOptions: { type: 'spc_t' } } })
  assert.equal(outcomeOf(selinuxOptions, target)?.reason, 'windows')
})
