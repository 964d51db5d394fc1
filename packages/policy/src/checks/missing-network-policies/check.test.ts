import assert from 'node:assert/strict'
import { test } from 'node:test'
import { object, outcomeOf, pod } from '../harness.ts'
import { missingNetworkPolicies } from './check.ts'

const namespace = (name: string) => object('v1', 'Namespace', {}, { name, namespace: undefined })
const inventory = { knownKinds: new Set(['networking.k8s.io/NetworkPolicy']) }
const message = (name: string, ...beside: ReturnType<typeof pod>[]) =>
  outcomeOf(missingNetworkPolicies, namespace(name), { beside, inventory })?.violations[0]?.message

test('an empty namespace needs none, one with pods does', () => {
  assert.equal(message('shop'), undefined)
  assert.equal(message('shop', pod()), 'default')
})

test('a policy for egress alone isolates nobody from the inside', () => {
  const egress = object('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: {}, policyTypes: ['Egress'] } })
  assert.equal(message('shop', pod(), egress), 'partial')
})

test('policies of another API may do it, and system namespaces are left out', () => {
  const cilium = object('cilium.io/v2', 'CiliumClusterwideNetworkPolicy', {}, { namespace: undefined })
  assert.equal(outcomeOf(missingNetworkPolicies, namespace('shop'), { beside: [pod(), cilium], inventory })?.reason, 'kind-not-known')
  const system = pod({}, { namespace: 'kube-system' })
  assert.equal(outcomeOf(missingNetworkPolicies, namespace('kube-system'), { beside: [system], inventory })?.reason, 'excluded-namespace')
})
