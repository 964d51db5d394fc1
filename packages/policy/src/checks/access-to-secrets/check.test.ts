import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object, outcomeOf } from '../harness.ts'
import { accessToSecrets } from './check.ts'

const role = (rules: unknown[], metadata = {}) => object('rbac.authorization.k8s.io/v1', 'ClusterRole', { rules }, metadata)

test('wildcards of resources and verbs reach secrets', () => {
  const rules = [
    { apiGroups: ['*'], resources: ['*'], verbs: ['watch'] },
    { apiGroups: [''], resources: ['secrets'], verbs: ['*'] },
  ]
  assert.deepEqual(failing(accessToSecrets, role(rules)), ['/rules/0', '/rules/1'])
})

test('secrets of another group and writing alone are something else', () => {
  const rules = [
    { apiGroups: ['example.com'], resources: ['secrets'], verbs: ['get'] },
    { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
    { apiGroups: [''], resources: ['secrets/status'], verbs: ['get'] },
    {},
  ]
  assert.deepEqual(failing(accessToSecrets, role(rules)), [])
})

test('roles of the control plane are its own business; a label alone hides nothing', () => {
  const rules = [{ apiGroups: [''], resources: ['secrets'], verbs: ['list'] }]
  const labels = { 'kubernetes.io/bootstrapping': 'rbac-defaults' }
  assert.equal(outcomeOf(accessToSecrets, role(rules, { name: 'system:controller:x' }))?.reason, 'built-in')
  assert.equal(outcomeOf(accessToSecrets, role(rules, { name: 'admin', labels }))?.reason, 'built-in')
  assert.deepEqual(failing(accessToSecrets, role(rules, { name: 'backdoor', labels })), ['/rules/0'])
})
