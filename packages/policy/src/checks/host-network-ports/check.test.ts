import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, fixed, outcomeOf, pod } from '../harness.ts'
import { hostNetworkPorts } from './check.ts'

const ports = (...hostPorts: number[]) => ({
  containers: [{ name: 'app', ports: hostPorts.map((hostPort) => ({ containerPort: 1, hostPort })) }],
})

for (const profile of ['toride', 'defender'] as const) {
  test(`${profile}: the network of the node and any host port fail`, () => {
    assert.deepEqual(failing(hostNetworkPorts, pod({ hostNetwork: true }), { profile }), ['/spec/hostNetwork'])
    assert.deepEqual(failing(hostNetworkPorts, pod(ports(80)), { profile }), ['/spec/containers/0/ports/0/hostPort'])
    assert.deepEqual(failing(hostNetworkPorts, pod({ hostNetwork: false, ...ports(0) }), { profile }), [])
  })

  test(`${profile}: ports are allowed by a range, or by a list of ports and ranges`, () => {
    const range = { profile, parameters: { minPort: 8000, maxPort: 8010 } }
    assert.deepEqual(failing(hostNetworkPorts, pod(ports(8000)), range), [])
    assert.deepEqual(failing(hostNetworkPorts, pod(ports(8010)), range), [])
    assert.equal(failing(hostNetworkPorts, pod(ports(8011)), range).length, 1)
    const list = { profile, parameters: { allowedHostPorts: ['80', '3000-5000'] } }
    assert.deepEqual(failing(hostNetworkPorts, pod(ports(80)), list), [])
    assert.deepEqual(failing(hostNetworkPorts, pod(ports(5000)), list), [])
    assert.equal(failing(hostNetworkPorts, pod(ports(81)), list).length, 1)
  })

  test(`${profile}: allowing the network of the node does not allow ports`, () => {
    const target = pod({ hostNetwork: true, ...ports(80) })
    const options = { profile, parameters: { allowHostNetwork: true } }
    assert.deepEqual(failing(hostNetworkPorts, target, options), ['/spec/containers/0/ports/0/hostPort'])
  })

  test(`${profile}: what is no port or no range is refused`, () => {
    for (const port of ['0', 'x', '5000-3000'])
      assert.throws(() => failing(hostNetworkPorts, pod(), { profile, parameters: { allowedHostPorts: [port] } }), {
        name: 'ParameterError',
      })
    assert.throws(() => failing(hostNetworkPorts, pod(), { profile, parameters: { maxPort: 70_000 } }), { name: 'ParameterError' })
  })
}

test('toride reports the pod once and every port; defender once per container', () => {
  const target = pod({
    hostNetwork: true,
    containers: [...ports(80, 81).containers, { name: 'b' }],
    ephemeralContainers: ports(82).containers,
  })
  assert.deepEqual(failing(hostNetworkPorts, target), [
    '/spec/hostNetwork',
    '/spec/containers/0/ports/0/hostPort',
    '/spec/containers/0/ports/1/hostPort',
    '/spec/ephemeralContainers/0/ports/0/hostPort',
  ])
  assert.deepEqual(failing(hostNetworkPorts, target, { profile: 'defender' }), [
    '/spec/hostNetwork',
    '/spec/containers/0/ports/0/hostPort',
    '/spec/hostNetwork',
  ])
})

test('excluded images are left out', () => {
  const target = pod({ containers: [{ name: 'agent', image: 'agent:1', ports: [{ hostPort: 9100 }] }] })
  assert.equal(outcomeOf(hostNetworkPorts, target, { excludedImages: ['agent:*'] })?.reason, 'excluded-containers')
})

test('the fix takes the network and the ports of the node away', () => {
  assert.deepEqual(fixed(hostNetworkPorts, pod({ hostNetwork: true, ...ports(80) })).spec, {
    hostNetwork: false,
    containers: [{ name: 'app', ports: [{ containerPort: 1 }] }],
  })
})

test('more ports than a call takes arguments', () => {
  const hostPorts = Array.from({ length: 200_000 }, (_, index) => (index % 65_535) + 1)
  const target = pod({ containers: [{ name: 'app', ports: hostPorts.map((hostPort) => ({ containerPort: 1, hostPort })) }] })
  assert.equal(outcomeOf(hostNetworkPorts, target)?.violations.length, 200_000)
})
