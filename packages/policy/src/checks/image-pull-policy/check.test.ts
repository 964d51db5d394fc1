import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { imagePullPolicy } from './check.ts'

test('the default depends on the tag', () => {
  const target = pod({ containers: [{ image: 'nginx' }, { image: 'nginx:1' }] })
  assert.deepEqual(failing(imagePullPolicy, target), ['/spec/containers/1/imagePullPolicy'])
  assert.deepEqual(failing(imagePullPolicy, target, { parameters: { allowedPullPolicies: ['IfNotPresent'] } }), [
    '/spec/containers/0/imagePullPolicy',
  ])
})
