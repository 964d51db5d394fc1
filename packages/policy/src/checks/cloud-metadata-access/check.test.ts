import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { cloudMetadataAccess } from './check.ts'

test('variables, aliases and probes are looked at', () => {
  const target = pod({
    hostAliases: [{ ip: '10.0.0.1' }, { ip: '169.254.169.254', hostnames: ['meta'] }],
    containers: [{ env: [{ name: 'A', value: 'http://metadata.google.internal/' }] }, {}],
    initContainers: [{ startupProbe: { exec: { command: ['curl', 'http://[fd00:ec2::254]/'] } } }],
  })
  assert.deepEqual(failing(cloudMetadataAccess, target), [
    '/spec/hostAliases/1/ip',
    '/spec/initContainers/0/startupProbe/exec/command/1',
    '/spec/containers/0/env/0/value',
  ])
})
