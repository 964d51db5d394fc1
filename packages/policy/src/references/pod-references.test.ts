import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pod } from '../checks/harness.ts'
import { podView } from '../pods/pod-view.ts'
import { configMapsOf, secretsOf } from './pod-references.ts'

const view = (spec: Parameters<typeof pod>[0]) => podView(pod(spec), '')

test('every place of a pod that needs a ConfigMap or Secret, but nothing optional', () => {
  const target = view({
    initContainers: [{ envFrom: [{ configMapRef: { name: 'a' } }, { secretRef: { name: 'b', optional: true } }] }],
    containers: [
      {
        env: [
          { name: 'PLAIN', value: 'x' },
          { name: 'C', valueFrom: { configMapKeyRef: { name: 'c', key: 'k' } } },
          { name: 'D', valueFrom: { secretKeyRef: { name: 'd', key: 'k' } } },
        ],
      },
    ],
    volumes: [
      { name: 'e', configMap: { name: 'e' } },
      { name: 'f', secret: { secretName: 'f' } },
      { name: 'g', projected: { sources: [{ configMap: { name: 'g' } }, { secret: { name: 'h' } }] } },
    ],
    imagePullSecrets: [{ name: 'i' }, {}],
  })
  assert.deepEqual(configMapsOf(target), [
    { name: 'a', key: undefined, pointer: '/spec/initContainers/0/envFrom/0/configMapRef' },
    { name: 'c', key: 'k', pointer: '/spec/containers/0/env/1/valueFrom/configMapKeyRef' },
    { name: 'e', key: undefined, pointer: '/spec/volumes/0/configMap' },
    { name: 'g', key: undefined, pointer: '/spec/volumes/2/projected/sources/0/configMap' },
  ])
  assert.deepEqual(
    secretsOf(target).map(({ name, pointer }) => `${name} ${pointer}`),
    [
      'd /spec/containers/0/env/2/valueFrom/secretKeyRef',
      'f /spec/volumes/1/secret',
      'h /spec/volumes/2/projected/sources/1/secret',
      'i /spec/imagePullSecrets/0',
    ],
  )
})
