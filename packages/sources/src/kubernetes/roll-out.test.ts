import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KubernetesObject } from '@toride/core/kubernetes-object'
import { podFailure, rollOutState } from './roll-out.ts'

function workload(kind: string, spec: object, status: object): KubernetesObject {
  return { apiVersion: 'apps/v1', kind, metadata: { name: 'a', generation: 3 }, spec, status: { observedGeneration: 3, ...status } }
}

test('a deployment is complete when all pods are new and available', () => {
  const done = { updatedReplicas: 2, replicas: 2, availableReplicas: 2 }
  assert.equal(rollOutState(workload('Deployment', { replicas: 2 }, done)).status, 'complete')
  assert.equal(rollOutState(workload('Deployment', { replicas: 2 }, { ...done, observedGeneration: 2 })).status, 'progressing')
  assert.equal(rollOutState(workload('Deployment', { replicas: 2 }, { ...done, updatedReplicas: 1 })).status, 'progressing')
  assert.equal(rollOutState(workload('Deployment', { replicas: 2 }, { ...done, replicas: 3 })).status, 'progressing')
  assert.equal(rollOutState(workload('Deployment', { replicas: 2 }, { ...done, availableReplicas: 1 })).status, 'progressing')
  assert.equal(rollOutState(workload('Deployment', { replicas: 0 }, {})).status, 'complete')
  assert.equal(rollOutState(workload('Deployment', {}, {})).status, 'progressing')
  assert.equal(rollOutState(workload('Deployment', { paused: true }, {})).status, 'complete')
})

test('a deployment fails at its deadline, with the reason why its pods are not made', () => {
  const conditions = [
    { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'has timed out progressing.' },
    { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'pods "a" is forbidden' },
  ]
  const state = rollOutState(workload('Deployment', {}, { conditions }))
  assert.deepEqual(state, { status: 'failed', message: 'has timed out progressing.: pods "a" is forbidden' })
})

test('a stateful set is complete when its revision is current and its pods are ready', () => {
  const done = { readyReplicas: 2, updatedReplicas: 2, currentRevision: 'b', updateRevision: 'b' }
  assert.equal(rollOutState(workload('StatefulSet', { replicas: 2 }, done)).status, 'complete')
  assert.equal(rollOutState(workload('StatefulSet', { replicas: 2 }, { ...done, currentRevision: 'a' })).status, 'progressing')
  assert.equal(rollOutState(workload('StatefulSet', { replicas: 2 }, { ...done, readyReplicas: 1 })).status, 'progressing')
  assert.equal(rollOutState(workload('StatefulSet', { replicas: 2, updateStrategy: { type: 'OnDelete' } }, {})).status, 'complete')
  const partition = { replicas: 3, updateStrategy: { rollingUpdate: { partition: 2 } } }
  const half = { readyReplicas: 3, currentRevision: 'a', updateRevision: 'b' }
  assert.equal(rollOutState(workload('StatefulSet', partition, { ...half, updatedReplicas: 1 })).status, 'complete')
  assert.equal(rollOutState(workload('StatefulSet', partition, { ...half, updatedReplicas: 0 })).status, 'progressing')
})

test('a daemon set is complete when every node has a new pod', () => {
  const done = { desiredNumberScheduled: 3, updatedNumberScheduled: 3, numberAvailable: 3 }
  assert.equal(rollOutState(workload('DaemonSet', {}, done)).status, 'complete')
  assert.equal(rollOutState(workload('DaemonSet', {}, { ...done, updatedNumberScheduled: 2 })).status, 'progressing')
  assert.equal(rollOutState(workload('DaemonSet', {}, { ...done, numberAvailable: 2 })).status, 'progressing')
  assert.equal(rollOutState(workload('DaemonSet', { updateStrategy: { type: 'OnDelete' } }, {})).status, 'complete')
})

test('other kinds roll nothing out', () => {
  assert.equal(rollOutState(workload('CronJob', {}, { observedGeneration: 0 })).status, 'complete')
})

function pod(container: object): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a-1' }, status: { containerStatuses: [{ name: 'main', ...container }] } }
}

test('a container that cannot start as it is configured fails at once', () => {
  const waiting = { reason: 'CreateContainerConfigError', message: 'container has runAsNonRoot and image will run as root' }
  assert.equal(
    podFailure(pod({ state: { waiting } })),
    'container main of pod a-1: CreateContainerConfigError (container has runAsNonRoot and image will run as root)',
  )
})

test('a container that crashes has failed when it did so often', () => {
  const state = { waiting: { reason: 'CrashLoopBackOff' } }
  assert.equal(podFailure(pod({ state, restartCount: 1 })), undefined)
  assert.equal(podFailure(pod({ state, restartCount: 3 })), 'container main of pod a-1: CrashLoopBackOff')
  assert.equal(podFailure(pod({ state: { waiting: { reason: 'ImagePullBackOff' } }, restartCount: 9 })), undefined)
  assert.equal(podFailure({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } }), undefined)
})
