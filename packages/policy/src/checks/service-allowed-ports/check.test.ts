import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object, outcomeOf } from '../harness.ts'
import { serviceAllowedPorts } from './check.ts'

const service = (ports: object[], more = {}, metadata = {}) => object('v1', 'Service', { spec: { ports, ...more } }, metadata)
const allowing = (...allowedServicePortsList: string[]) => ({ parameters: { allowedServicePortsList } })

for (const profile of ['toride', 'defender'] as const) {
  test(`${profile}: without the parameter every Service with a port is unhealthy for that reason`, () => {
    for (const options of [{ profile }, { profile, ...allowing('-1') }]) {
      assert.deepEqual(outcomeOf(serviceAllowedPorts, service([{ port: 80 }, { port: 443 }]), options)?.violations, [
        { pointer: '/spec/ports/0/port', message: 'parameter-not-set', data: { parameter: 'allowedServicePortsList' } },
      ])
    }
    assert.equal(outcomeOf(serviceAllowedPorts, service([]), { profile }), undefined)
  })

  test(`${profile}: only port counts, and each port for itself`, () => {
    const target = service([{ port: 443, targetPort: 9, nodePort: 30_000 }, { port: 80 }, { port: 8443 }], { type: 'NodePort' })
    assert.deepEqual(failing(serviceAllowedPorts, target, { profile, ...allowing('443', '8443') }), ['/spec/ports/1/port'])
  })

  test(`${profile}: the Service that the API server makes is exempt, others of its name are not`, () => {
    const named = (namespace: string) => service([{ port: 443 }], {}, { name: 'kubernetes', namespace })
    assert.deepEqual(failing(serviceAllowedPorts, named('default'), { profile }), [])
    assert.equal(failing(serviceAllowedPorts, named('shop'), { profile }).length, 1)
  })
}

test('toride reads ranges and leaves out names for other hosts', () => {
  const target = service([{ port: 8000 }, { port: 8010 }, { port: 8011 }])
  assert.deepEqual(failing(serviceAllowedPorts, target, allowing('8000-8010')), ['/spec/ports/2/port'])
  assert.deepEqual(failing(serviceAllowedPorts, service([{ port: 80 }], { type: 'ExternalName' }), allowing('443')), [])
})

test('toride refuses what is no port', () => {
  for (const port of ['http', '0', '65536', '80-', '90-80', '1-2-3', ''])
    assert.throws(() => failing(serviceAllowedPorts, service([]), allowing(port)), { name: 'ParameterError' }, port)
})

test('defender compares texts, whatever the type of the Service', () => {
  const defender = { profile: 'defender' } as const
  assert.equal(failing(serviceAllowedPorts, service([{ port: 8005 }]), { ...defender, ...allowing('8000-8010', '08005') }).length, 1)
  assert.equal(
    failing(serviceAllowedPorts, service([{ port: 80 }], { type: 'ExternalName' }), { ...defender, ...allowing('443') }).length,
    1,
  )
})
