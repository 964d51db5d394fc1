import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object, outcomeOf, pod } from '../harness.ts'
import { missingResourceQuotas } from './check.ts'

const namespace = object('v1', 'Namespace', {}, { name: 'shop', namespace: undefined })

test('an empty namespace needs none, a folder without quotas says nothing', () => {
  assert.deepEqual(failing(missingResourceQuotas, namespace, { inventory: { knownKinds: new Set(['/ResourceQuota']) } }), [])
  assert.equal(outcomeOf(missingResourceQuotas, namespace, { beside: [pod()] })?.reason, 'kind-not-known')
})
