import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object, outcomeOf } from '../harness.ts'
import { danglingBindingSubjects } from './check.ts'

const subject = (name: string, namespace: string) => ({ kind: 'ServiceAccount', name, namespace })
const binding = (...subjects: object[]) =>
  object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', { roleRef: { kind: 'ClusterRole', name: 'view' }, subjects })

test('a folder that has no service accounts of that namespace says nothing about them', () => {
  const beside = [object('v1', 'ServiceAccount', {}, { name: 'cart' })]
  assert.equal(outcomeOf(danglingBindingSubjects, binding(subject('agent', 'monitoring')), { beside })?.reason, 'kind-not-known')
  assert.deepEqual(failing(danglingBindingSubjects, binding(subject('agent', 'monitoring'), subject('gone', 'shop')), { beside }), [
    '/subjects/1/name',
  ])
})

test('default exists in every namespace; people are not service accounts', () => {
  const inventory = { knownKinds: new Set(['/ServiceAccount']) }
  assert.deepEqual(failing(danglingBindingSubjects, binding(subject('default', 'shop'), { kind: 'User', name: 'ann' }), { inventory }), [])
})
