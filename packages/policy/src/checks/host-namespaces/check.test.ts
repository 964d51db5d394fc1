import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployment, failing, fixed, pod } from '../harness.ts'
import { hostNamespaces } from './check.ts'

for (const profile of ['toride', 'defender'] as const) {
  test(`${profile}: processes and IPC of the node, each for itself; the network is the matter of another check`, () => {
    const target = pod({ hostPID: true, hostIPC: true, hostNetwork: true })
    assert.deepEqual(failing(hostNamespaces, target, { profile }), ['/spec/hostPID', '/spec/hostIPC'])
    assert.deepEqual(failing(hostNamespaces, pod({ hostPID: false, shareProcessNamespace: true, hostNetwork: true }), { profile }), [])
  })
}

test('a Deployment is asked for its pods', () => {
  assert.deepEqual(failing(hostNamespaces, deployment({ hostIPC: true })), ['/spec/template/spec/hostIPC'])
})

test('the fix sets false', () => {
  assert.deepEqual(fixed(hostNamespaces, pod({ hostPID: true, hostIPC: true })), pod({ hostPID: false, hostIPC: false }))
})
