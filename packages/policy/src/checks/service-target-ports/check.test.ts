import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployment, failing, object } from '../harness.ts'
import { serviceTargetPorts } from './check.ts'

const service = (...ports: object[]) => object('v1', 'Service', { spec: { selector: { app: 'app' }, ports } })
const serving = (...ports: object[]) => [deployment({ containers: [{ name: 'app', ports: ports as { containerPort: number }[] }] })]

test('a container that lists no ports may serve any number, but no name', () => {
  assert.deepEqual(failing(serviceTargetPorts, service({ port: 80 }, { port: 81, targetPort: 'http' }), { beside: serving() }), [
    '/spec/ports/1/targetPort',
  ])
})

test('without a targetPort the port itself is meant, with its protocol', () => {
  const beside = serving({ containerPort: 53, protocol: 'UDP' }, { containerPort: 80 })
  assert.deepEqual(failing(serviceTargetPorts, service({ port: 53, protocol: 'UDP' }, { port: 53 }), { beside }), [
    '/spec/ports/1/targetPort',
  ])
})

test('one of several workloads that serves it is enough', () => {
  const other = { ...deployment({ containers: [{ ports: [{ containerPort: 8080 }] }] }), metadata: { name: 'other', namespace: 'shop' } }
  assert.deepEqual(failing(serviceTargetPorts, service({ port: 8080 }), { beside: [...serving({ containerPort: 80 }), other] }), [])
})

test('a name that no port can have is wrong without any pod', () => {
  for (const targetPort of ['', 'HTTP', 'a-name-of-sixteen', '0', '70000', 0, 1.5, 'a--b'])
    assert.deepEqual(failing(serviceTargetPorts, service({ port: 80, targetPort })), ['/spec/ports/0/targetPort'], String(targetPort))
  for (const targetPort of ['http', '8080', 8080, 'grpc-web'])
    assert.deepEqual(failing(serviceTargetPorts, service({ port: 80, targetPort })), [])
})
