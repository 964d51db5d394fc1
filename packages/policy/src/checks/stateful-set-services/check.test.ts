import assert from 'node:assert/strict'
import { test } from 'node:test'
import { object, outcomeOf } from '../harness.ts'
import { statefulSetServices } from './check.ts'

test('a missing Service is said to be missing only where Services are seen', () => {
  const target = object('apps/v1', 'StatefulSet', { spec: { serviceName: 'db' } })
  assert.equal(outcomeOf(statefulSetServices, target)?.reason, 'kind-not-known')
  assert.equal(outcomeOf(statefulSetServices, target, { beside: [object('v1', 'Service')] })?.violations[0]?.message, 'default')
})
