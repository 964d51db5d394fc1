import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, fixed, object, outcomeOf } from '../harness.ts'
import { removedApis } from './check.ts'

const ingress = object('networking.k8s.io/v1beta1', 'Ingress')

test('the target decides; without one the newest release does', () => {
  assert.deepEqual(failing(removedApis, ingress, { targetMinor: 21 }), [])
  assert.deepEqual(failing(removedApis, ingress, { targetMinor: 22 }), ['/apiVersion'])
  assert.deepEqual(failing(removedApis, ingress), ['/apiVersion'])
})

test('only a version that needs no other change is fixed', () => {
  assert.equal(fixed(removedApis, object('rbac.authorization.k8s.io/v1beta1', 'Role')).apiVersion, 'rbac.authorization.k8s.io/v1')
  assert.equal(fixed(removedApis, ingress).apiVersion, 'networking.k8s.io/v1beta1')
})

test('what has no successor is said so', () => {
  assert.equal(outcomeOf(removedApis, object('policy/v1beta1', 'PodSecurityPolicy'))?.violations[0]?.message, 'no-replacement')
})
