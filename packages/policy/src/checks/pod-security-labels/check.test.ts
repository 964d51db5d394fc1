import assert from 'node:assert/strict'
import { test } from 'node:test'
import { object, outcomeOf } from '../harness.ts'
import { podSecurityLabels } from './check.ts'

const look = (level: string, options = {}) => {
  const labels = { 'pod-security.kubernetes.io/enforce': level }
  return outcomeOf(podSecurityLabels, object('v1', 'Namespace', {}, { name: 'shop', namespace: undefined, labels }), options)?.violations[0]
    ?.message
}

test('levels are compared by strength', () => {
  assert.equal(look('privileged'), 'loose')
  assert.equal(look('baseline'), undefined)
  assert.equal(look('baseline', { parameters: { level: 'restricted' } }), 'loose')
  assert.equal(look('strict'), 'unknown')
})

test('system namespaces are left out by their own name', () => {
  const target = object('v1', 'Namespace', {}, { name: 'kube-system', namespace: undefined })
  assert.equal(outcomeOf(podSecurityLabels, target)?.reason, 'excluded-namespace')
})
