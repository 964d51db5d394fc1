import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object, outcomeOf, pod } from '../harness.ts'
import { defaultNamespace } from './check.ts'

const found = ['/metadata/namespace']

for (const profile of ['toride', 'defender'] as const) {
  test(`${profile}: default and no namespace fail, for pods, Services and ServiceAccounts`, () => {
    for (const namespace of ['default', undefined]) {
      for (const target of [
        pod({}, { namespace }),
        object('v1', 'Service', {}, { namespace }),
        object('v1', 'ServiceAccount', {}, { namespace }),
      ])
        assert.deepEqual(failing(defaultNamespace, target, { profile }), found)
    }
    assert.deepEqual(failing(defaultNamespace, pod(), { profile }), [])
    assert.deepEqual(failing(defaultNamespace, object('v1', 'ConfigMap', {}, { namespace: 'default' }), { profile }), [])
  })

  test(`${profile}: what Kubernetes keeps there is exempt`, () => {
    const inDefault = (kind: string, name: string) => object('v1', kind, {}, { name, namespace: 'default' })
    assert.deepEqual(failing(defaultNamespace, inDefault('ServiceAccount', 'default'), { profile }), [])
    assert.deepEqual(failing(defaultNamespace, inDefault('Service', 'kubernetes'), { profile }), [])
    assert.deepEqual(failing(defaultNamespace, inDefault('Service', 'default'), { profile }), found)
  })
}

test('toride knows where objects without a namespace go, when it was told', () => {
  const unnamed = pod({}, { namespace: undefined })
  assert.deepEqual(failing(defaultNamespace, unnamed, { defaultNamespace: 'shop' }), [])
  assert.deepEqual(failing(defaultNamespace, unnamed, { defaultNamespace: 'default' }), found)
  assert.deepEqual(failing(defaultNamespace, unnamed, { defaultNamespace: 'shop', profile: 'defender' }), found)
  assert.equal(outcomeOf(defaultNamespace, unnamed)?.violations[0]?.message, 'unnamed')
})
