import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployment, object, outcomeOf } from '../harness.ts'
import { danglingAutoscalers } from './check.ts'

const autoscaler = (scaleTargetRef?: object) => object('autoscaling/v2', 'HorizontalPodAutoscaler', { spec: { scaleTargetRef } })

test('kinds of others are not looked up', () => {
  const target = autoscaler({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'cart' })
  assert.equal(outcomeOf(danglingAutoscalers, target, { beside: [deployment()] })?.reason, 'kind-not-known')
})

test('the group of the target counts, its version does not', () => {
  assert.equal(
    outcomeOf(danglingAutoscalers, autoscaler({ apiVersion: 'apps/v1beta2', kind: 'Deployment', name: 'app' }), { beside: [deployment()] }),
    undefined,
  )
  assert.equal(outcomeOf(danglingAutoscalers, autoscaler())?.violations[0]?.message, 'absent')
})
