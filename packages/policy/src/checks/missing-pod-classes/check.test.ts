import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, outcomeOf, pod } from '../harness.ts'
import { missingPodClasses } from './check.ts'

test('one known kind is enough for a finding', () => {
  const target = pod({ priorityClassName: 'important', runtimeClassName: 'kata' })
  assert.equal(outcomeOf(missingPodClasses, target)?.reason, 'kind-not-known')
  assert.deepEqual(failing(missingPodClasses, target, { inventory: { knownKinds: new Set(['node.k8s.io/RuntimeClass']) } }), [
    '/spec/runtimeClassName',
  ])
})

test('the classes of the system need no object', () => {
  const inventory = { knownKinds: new Set(['scheduling.k8s.io/PriorityClass']) }
  assert.deepEqual(failing(missingPodClasses, pod({ priorityClassName: 'system-node-critical' }), { inventory }), [])
})
