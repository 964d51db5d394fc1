import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployment, failing, object } from '../harness.ts'
import { autoscaledReplicas } from './check.ts'

test('in a cluster the autoscaler has written the field', () => {
  const target = deployment({}, { replicas: 3 })
  const beside = [
    object('autoscaling/v2', 'HorizontalPodAutoscaler', {
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'app' } },
    }),
  ]
  assert.deepEqual(failing(autoscaledReplicas, target, { beside }), ['/spec/replicas'])
  assert.deepEqual(failing(autoscaledReplicas, { ...target, metadata: { ...target.metadata, uid: 'a' } }, { beside }), [])
})
