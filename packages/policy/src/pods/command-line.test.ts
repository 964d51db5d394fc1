import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callsProgram, callsProgramWith, findInCommands } from './command-line.ts'

test('a program is called by name or path, alone or in a shell text', () => {
  for (const text of ['sudo', 'sudo id', '/usr/bin/sudo id', 'a&&sudo b', 'echo "$(sudo id)"', 'cd /;sudo id'])
    assert.ok(callsProgram(text, 'sudo'), text)
})

test('a part of a word is no call', () => {
  for (const text of ['', 'sudoers', '/etc/sudoers', 'pseudo', 'my-sudo', 'sudo-rs']) assert.ok(!callsProgram(text, 'sudo'), text)
})

test('the word has to stand in the same command', () => {
  assert.ok(callsProgramWith('apt-get update && apt-get -y install curl', 'apt-get', ['install']))
  assert.ok(!callsProgramWith('apt-get update && ./install', 'apt-get', ['install']))
})

test('hooks and probes are looked at as well', () => {
  const exec = { exec: { command: ['sh', '-c', 'here'] } }
  assert.equal(
    findInCommands({ lifecycle: { preStop: exec } }, (text) => text === 'here'),
    '/lifecycle/preStop/exec/command/2',
  )
  assert.equal(
    findInCommands({ startupProbe: exec }, (text) => text === 'here'),
    '/startupProbe/exec/command/2',
  )
  assert.equal(
    findInCommands({ command: ['a'], args: ['b', 'here'] }, (text) => text === 'here'),
    '/args/1',
  )
  assert.equal(
    findInCommands({}, () => true),
    undefined,
  )
})
