import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployment, failing, object } from '../harness.ts'
import { minimumReplicas } from './check.ts'

test('an autoscaler decides on its own target', () => {
  const scaling = (name: string) =>
    object('autoscaling/v2', 'HorizontalPodAutoscaler', { spec: { scaleTargetRef: { kind: 'Deployment', name } } })
  assert.deepEqual(failing(minimumReplicas, deployment(), { beside: [scaling('app')] }), [])
  assert.deepEqual(failing(minimumReplicas, deployment(), { beside: [scaling('other')] }), ['/spec/replicas'])
})

test('what is switched off needs no replicas', () => {
  assert.deepEqual(failing(minimumReplicas, deployment({}, { replicas: 0 })), [])
})
