import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { sensitiveHostPaths } from './check.ts'

const mounting = (path: string, parameters = {}) =>
  failing(sensitiveHostPaths, pod({ volumes: [{ name: 'v', hostPath: { path } }] }), { parameters })

test('a detour leads to the same place', () => {
  for (const path of ['/var/..', '/var/lib/kubelet/pki', '/etc/', '/data/../root/.ssh']) assert.equal(mounting(path).length, 1, path)
})

test('what is below a plain path is not meant', () => {
  for (const path of ['/etc/localtime', '/var/log', '/rootfs', '/home2']) assert.deepEqual(mounting(path), [], path)
})

test('both lists are parameters', () => {
  assert.deepEqual(mounting('/etc', { paths: [] }), [])
  assert.equal(mounting('/srv/a', { trees: ['/srv/'] }).length, 1)
})
