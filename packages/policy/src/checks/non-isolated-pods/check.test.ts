import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object, outcomeOf, pod } from '../harness.ts'
import { nonIsolatedPods } from './check.ts'

const policy = (spec: object, namespace = 'shop') => object('networking.k8s.io/v1', 'NetworkPolicy', { spec }, { namespace })

test('a policy for egress alone, or of another namespace, does not isolate', () => {
  const beside = [policy({ podSelector: {}, policyTypes: ['Egress'] }), policy({ podSelector: {} }, 'other')]
  assert.deepEqual(failing(nonIsolatedPods, pod(), { beside }), ['/metadata/labels'])
  assert.deepEqual(failing(nonIsolatedPods, pod(), { beside: [policy({})] }), [])
})

test('pods in the network of the host are out of reach', () => {
  assert.deepEqual(
    failing(nonIsolatedPods, pod({ hostNetwork: true }), { inventory: { knownKinds: new Set(['networking.k8s.io/NetworkPolicy']) } }),
    [],
  )
})

test('without any policy in a folder nothing is said', () => {
  assert.equal(outcomeOf(nonIsolatedPods, pod())?.reason, 'kind-not-known')
})
