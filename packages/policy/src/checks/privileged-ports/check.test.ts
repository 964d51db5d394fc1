import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { privilegedPorts } from './check.ts'

test('1024 is the first that anybody may use', () => {
  const target = pod({ containers: [{ ports: [{ containerPort: 1024 }, { containerPort: 1023 }] }] })
  assert.deepEqual(failing(privilegedPorts, target), ['/spec/containers/0/ports/1/containerPort'])
})
