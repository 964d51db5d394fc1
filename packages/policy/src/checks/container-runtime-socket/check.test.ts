import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { containerRuntimeSocket } from './check.ts'

const mounting = (path: string) => failing(containerRuntimeSocket, pod({ volumes: [{ name: 'v', hostPath: { path } }] }))

test('no detour hides the socket', () => {
  for (const path of [
    '/var/run/../run/docker.sock',
    '//run//k3s/containerd/containerd.sock',
    '/custom/docker.sock',
    '/run/',
    '\\\\.\\pipe\\docker_engine',
  ])
    assert.equal(mounting(path).length, 1, path)
})

test('other sockets and folders are no runtime', () => {
  for (const path of ['/run/systemd', '/var/run/secrets', '/data/docker', '']) assert.deepEqual(mounting(path), [], path)
})
