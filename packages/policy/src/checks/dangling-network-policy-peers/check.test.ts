import assert from 'node:assert/strict'
import { test } from 'node:test'
import { object, outcomeOf, pod } from '../harness.ts'
import { danglingNetworkPolicyPeers } from './check.ts'

const policy = (peer: object) => object('networking.k8s.io/v1', 'NetworkPolicy', { spec: { egress: [{ to: [peer] }] } })
const namespace = (name: string, labels = {}) => object('v1', 'Namespace', {}, { name, namespace: undefined, labels })
const named = (name: string) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } })
const cluster = { knownKinds: new Set(['/Namespace', '/Pod']) }
const look = (peer: object, beside: readonly ReturnType<typeof pod>[] = [], inventory = {}) => {
  const outcome = outcomeOf(danglingNetworkPolicyPeers, policy(peer), { beside, inventory })
  return outcome?.violations[0]?.pointer ?? outcome?.reason
}

test('a namespace that does not exist, or pods that it does not have', () => {
  const beside = [namespace('data'), pod({}, { namespace: 'data', labels: { app: 'db' } })]
  assert.equal(look({ namespaceSelector: named('date') }, beside, cluster), '/spec/egress/0/to/0/namespaceSelector')
  assert.equal(
    look({ namespaceSelector: named('data'), podSelector: { matchLabels: { app: 'cache' } } }, beside),
    '/spec/egress/0/to/0/podSelector',
  )
  assert.equal(look({ namespaceSelector: named('data'), podSelector: { matchLabels: { app: 'db' } } }, beside), undefined)
})

test('what a folder does not show is not missing', () => {
  assert.equal(look({ namespaceSelector: named('data') }), 'kind-not-known')
  assert.equal(
    look({ namespaceSelector: named('data'), podSelector: { matchLabels: { app: 'db' } } }, [namespace('data')]),
    'kind-not-known',
  )
  assert.equal(look({ namespaceSelector: named('kube-system') }, [namespace('shop')]), 'kind-not-known')
})
