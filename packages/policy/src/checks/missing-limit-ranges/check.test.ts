import assert from 'node:assert/strict'
import { test } from 'node:test'
import { object, outcomeOf, pod } from '../harness.ts'
import { missingLimitRanges } from './check.ts'

test('a cluster where limit ranges are seen, and none is there', () => {
  const namespace = object('v1', 'Namespace', {}, { name: 'shop', namespace: undefined })
  const inventory = { knownKinds: new Set(['/LimitRange']) }
  assert.equal(outcomeOf(missingLimitRanges, namespace, { beside: [pod()], inventory })?.state, 'unhealthy')
})
