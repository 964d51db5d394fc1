import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object, outcomeOf } from '../harness.ts'
import { networkPoliciesAllowAll } from './check.ts'

const policy = (spec: object) => object('networking.k8s.io/v1', 'NetworkPolicy', { spec })

test('rules of a type that is not enforced say nothing', () => {
  assert.deepEqual(failing(networkPoliciesAllowAll, policy({ policyTypes: ['Egress'], ingress: [{}] })), [])
  assert.deepEqual(failing(networkPoliciesAllowAll, policy({ egress: [{}] })), ['/spec/egress/0'])
})

test('IPv6 everywhere is everywhere; every pod of one namespace is not', () => {
  const spec = {
    ingress: [
      {
        from: [
          { ipBlock: { cidr: '::/0' } },
          { namespaceSelector: {}, podSelector: { matchLabels: { app: 'a' } } },
          { namespaceSelector: {} },
        ],
      },
    ],
  }
  assert.deepEqual(
    outcomeOf(networkPoliciesAllowAll, policy(spec))?.violations.map(({ pointer, message }) => `${pointer} ${message}`),
    ['/spec/ingress/0/from/0/ipBlock/cidr ingress', '/spec/ingress/0/from/2 ingress-every-pod'],
  )
})
