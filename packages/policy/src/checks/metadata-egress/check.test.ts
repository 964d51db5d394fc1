import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, fixed, object } from '../harness.ts'
import { metadataEgress } from './check.ts'

const policy = (...egress: object[]) => object('networking.k8s.io/v1', 'NetworkPolicy', { spec: { egress } })

test('the fix leaves out what is in the block and not yet left out', () => {
  const target = policy({ to: [{ podSelector: {} }, { ipBlock: { cidr: '168.0.0.0/7' } }] })
  assert.deepEqual(failing(metadataEgress, target), ['/spec/egress/0/to/1/ipBlock'])
  const spec = fixed(metadataEgress, target).spec as { egress: { to: { ipBlock: unknown }[] }[] }
  assert.deepEqual(spec.egress[0]?.to[1]?.ipBlock, { cidr: '168.0.0.0/7', except: ['169.254.169.254/32', '168.63.129.16/32'] })
})

test('ports without 80 cannot ask; a named port is not known to be it', () => {
  assert.deepEqual(failing(metadataEgress, policy({ ports: [{ port: 443 }, { port: 'http' }, { port: 80, protocol: 'UDP' }] })), [])
  assert.deepEqual(failing(metadataEgress, policy({ ports: [{}] })), ['/spec/egress/0'])
})
