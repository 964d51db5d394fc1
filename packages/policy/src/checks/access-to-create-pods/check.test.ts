import assert from 'node:assert/strict'
import { test } from 'node:test'
import { object, outcomeOf } from '../harness.ts'
import { accessToCreatePods } from './check.ts'

test('names what the rule grants of it, in the words of the rule', () => {
  const rules = [{ apiGroups: ['', 'batch'], resources: ['pods', 'jobs', 'events'], verbs: ['create', 'get', 'patch'] }]
  const outcome = outcomeOf(accessToCreatePods, object('rbac.authorization.k8s.io/v1', 'Role', { rules }))
  assert.deepEqual(outcome?.violations[0]?.data, { verbs: 'create, patch', resources: 'pods, jobs' })
})
