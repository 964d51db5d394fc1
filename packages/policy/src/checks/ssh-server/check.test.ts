import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { sshServer } from './check.ts'

test('UDP port 22 and files of sshd are something else', () => {
  const target = pod({ containers: [{ ports: [{ containerPort: 22, protocol: 'UDP' }], command: ['cat', '/etc/ssh/sshd_config'] }] })
  assert.deepEqual(failing(sshServer, target), [])
})
