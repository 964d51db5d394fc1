import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { subPathSecrets } from './check.ts'

test('expressions count, and init containers end before anything changes', () => {
  const volumeMounts = [{ name: 'a', subPathExpr: '$(NAME)' }]
  const target = pod({ volumes: [{ name: 'a', configMap: {} }], containers: [{ volumeMounts }], initContainers: [{ volumeMounts }] })
  assert.deepEqual(failing(subPathSecrets, target), ['/spec/containers/0/volumeMounts/0/subPathExpr'])
})
