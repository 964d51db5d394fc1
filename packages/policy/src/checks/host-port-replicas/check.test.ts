import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployment, failing } from '../harness.ts'
import { hostPortReplicas } from './check.ts'

const spec = { containers: [{ ports: [{ containerPort: 80 }, { containerPort: 443, hostPort: 443 }] }] }

test('one replica finds its port free', () => {
  assert.deepEqual(failing(hostPortReplicas, deployment(spec)), [])
  assert.deepEqual(failing(hostPortReplicas, deployment(spec, { replicas: 2 })), ['/spec/template/spec/containers/0/ports/1/hostPort'])
})
