import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outcomeOf, pod } from '../harness.ts'
import { duplicatePorts } from './check.ts'

test('the message tells who has the port', () => {
  const ports = [{ containerPort: 80 }, { containerPort: 80, protocol: 'TCP' }]
  const target = pod({ containers: [{ ports }], initContainers: [{ ports }, { ports: [{ containerPort: 80 }], restartPolicy: 'Always' }] })
  const found = outcomeOf(duplicatePorts, target)?.violations.map(({ pointer, message }) => `${pointer} ${message}`)
  assert.deepEqual(found, ['/spec/containers/0/ports/0/containerPort other', '/spec/containers/0/ports/1/containerPort other'])
})
