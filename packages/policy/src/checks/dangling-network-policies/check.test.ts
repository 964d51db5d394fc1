import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object, outcomeOf } from '../harness.ts'
import { danglingNetworkPolicies } from './check.ts'

const policy = (podSelector: object) => object('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector } })

test('the empty selector waits for pods to come', () => {
  assert.deepEqual(failing(danglingNetworkPolicies, policy({}), { inventory: { knownKinds: new Set(['/Pod']) } }), [])
})

test('without pods in sight nothing is said', () => {
  assert.equal(outcomeOf(danglingNetworkPolicies, policy({ matchLabels: { app: 'a' } }))?.reason, 'kind-not-known')
})
