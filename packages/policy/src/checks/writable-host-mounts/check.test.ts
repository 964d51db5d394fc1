import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { writableHostMounts } from './check.ts'

test('each mount is looked at for itself', () => {
  const target = pod({
    volumes: [
      { name: 'host', hostPath: { path: '/data' } },
      { name: 'own', emptyDir: {} },
    ],
    containers: [
      {
        volumeMounts: [
          { name: 'own', mountPath: '/a' },
          { name: 'host', mountPath: '/b', readOnly: true },
        ],
      },
    ],
    initContainers: [{ volumeMounts: [{ name: 'host', mountPath: '/c', readOnly: false }] }],
  })
  assert.deepEqual(failing(writableHostMounts, target), ['/spec/initContainers/0/volumeMounts/0'])
})

test('a socket is not a matter of writing', () => {
  const target = pod({
    volumes: [
      { name: 'typed', hostPath: { path: '/run/x', type: 'Socket' } },
      { name: 'named', hostPath: { path: '/run/x.sock' } },
    ],
    containers: [
      {
        volumeMounts: [
          { name: 'typed', mountPath: '/a' },
          { name: 'named', mountPath: '/b' },
        ],
      },
    ],
  })
  assert.deepEqual(failing(writableHostMounts, target), [])
})
