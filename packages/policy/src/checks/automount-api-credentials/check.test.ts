import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PodSpec } from '../../model/pod.ts'
import { deployment, failing, fixed, object, outcomeOf, pod } from '../harness.ts'
import { automountApiCredentials } from './check.ts'

const found = ['/spec/automountServiceAccountToken']
const account = (name: string, automountServiceAccountToken?: boolean, namespace = 'shop') =>
  object('v1', 'ServiceAccount', automountServiceAccountToken === undefined ? {} : { automountServiceAccountToken }, { name, namespace })

for (const profile of ['toride', 'defender'] as const) {
  test(`${profile}: the pod must say false`, () => {
    assert.deepEqual(failing(automountApiCredentials, pod(), { profile }), found)
    assert.deepEqual(failing(automountApiCredentials, pod({ automountServiceAccountToken: true }), { profile }), found)
    assert.deepEqual(failing(automountApiCredentials, pod({ automountServiceAccountToken: false }), { profile }), [])
    assert.deepEqual(failing(automountApiCredentials, deployment(), { profile }), ['/spec/template/spec/automountServiceAccountToken'])
  })
}

test('toride: the ServiceAccount may say it for a pod that says nothing', () => {
  const beside = [account('default', false), account('cart', false), account('api', true), account('cart', true, 'other')]
  const check = (spec: PodSpec) => failing(automountApiCredentials, pod(spec), { beside }).length
  assert.equal(check({}), 0)
  assert.equal(check({ serviceAccountName: 'cart' }), 0)
  assert.equal(check({ serviceAccount: 'cart' }), 0)
  assert.equal(check({ serviceAccountName: 'cart', automountServiceAccountToken: true }), 1)
  assert.equal(check({ serviceAccountName: 'api' }), 1)
  assert.equal(check({ serviceAccountName: 'unknown' }), 1)
  assert.equal(failing(automountApiCredentials, pod(), { beside, profile: 'defender' }).length, 1)
})

test('toride: manifests without a namespace find the ServiceAccount beside them', () => {
  const unnamed = { ...pod(), metadata: { name: 'app' } }
  const beside = [{ ...account('default', false), metadata: { name: 'default' } }]
  assert.deepEqual(failing(automountApiCredentials, unnamed, { beside }), [])
})

test('what is told names the ServiceAccount', () => {
  assert.deepEqual(outcomeOf(automountApiCredentials, pod({ serviceAccountName: 'cart' }))?.violations[0]?.data, { serviceAccount: 'cart' })
})

test('the fix sets false on the pod, unless somebody gave the ServiceAccount rights', () => {
  const target = pod({ serviceAccountName: 'cart' })
  const mended = pod({ serviceAccountName: 'cart', automountServiceAccountToken: false })
  const binding = (kind: string, subject: object) =>
    object(
      'rbac.authorization.k8s.io/v1',
      kind,
      { subjects: [{ kind: 'ServiceAccount', name: 'cart', ...subject }] },
      kind === 'RoleBinding' ? {} : { namespace: undefined },
    )
  assert.deepEqual(fixed(automountApiCredentials, target), mended)
  assert.deepEqual(fixed(automountApiCredentials, target, { beside: [binding('ClusterRoleBinding', { namespace: 'other' })] }), mended)
  assert.deepEqual(fixed(automountApiCredentials, target, { beside: [binding('ClusterRoleBinding', { namespace: 'shop' })] }), target)
  assert.deepEqual(fixed(automountApiCredentials, target, { beside: [binding('RoleBinding', {})] }), target)
})
