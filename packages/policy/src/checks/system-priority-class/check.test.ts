import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outcomeOf, pod } from '../harness.ts'
import { systemPriorityClass } from './check.ts'

test('namespaces of the system are left out', () => {
  const target = pod({ priorityClassName: 'system-node-critical' }, { namespace: 'calico-system' })
  assert.equal(outcomeOf(systemPriorityClass, target)?.reason, 'excluded-namespace')
})
