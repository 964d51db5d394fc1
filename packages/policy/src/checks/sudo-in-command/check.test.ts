import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { sudoInCommand } from './check.ts'

test('hooks count', () => {
  const target = pod({ containers: [{ lifecycle: { postStart: { exec: { command: ['/usr/bin/sudo', 'id'] } } } }] })
  assert.deepEqual(failing(sudoInCommand, target), ['/spec/containers/0/lifecycle/postStart/exec/command/0'])
})
