import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployment } from '../checks/harness.ts'
import { createInventory } from '../inventory/inventory.ts'
import { type Exemption, exemptionFinder, readExemption } from './exemption.ts'

const resource = createInventory().put(deployment())
const waiver: Exemption = { name: 'w', checks: ['a'], category: 'waiver', reason: 'legacy', scope: {} }
const now = new Date('2030-01-01T00:00:00Z')

function holds(change: Partial<Exemption>, check = 'a', cluster = 'east'): boolean {
  return exemptionFinder([{ ...waiver, ...change }], { environments: ['prod', 'root'], cluster }, now)(check, resource) !== undefined
}

test('an exemption holds for its checks alone, or for all', () => {
  assert.ok(holds({}))
  assert.ok(!holds({}, 'b'))
  assert.ok(holds({ checks: ['*'] }, 'b'))
})

test('an exemption ends at its moment', () => {
  assert.ok(holds({ expiresAt: new Date('2030-01-01T00:00:00.001Z') }))
  assert.ok(!holds({ expiresAt: now }))
})

test('scope, kind and name must all match', () => {
  assert.ok(holds({ scope: { environments: ['root'] } }))
  assert.ok(!holds({ scope: { environments: ['test'] } }))
  assert.ok(!holds({ scope: { clusters: ['west'] } }))
  assert.ok(holds({ scope: { namespaces: ['sh*'] }, kinds: ['Deployment'], names: ['ap*'] }))
  assert.ok(!holds({ kinds: ['Pod'] }))
  assert.ok(!holds({ names: ['other'] }))
})

test('a day means until its end', () => {
  const result = readExemption({ checks: ['a'], reason: 'legacy', expiresAt: '2030-12-31' }, ['a'])
  assert.ok(result.ok)
  assert.equal(result.exemption.expiresAt?.toISOString(), '2030-12-31T23:59:59.999Z')
})

test('a day that the calendar does not have is refused', () => {
  for (const expiresAt of ['2030-02-31', '2030-13-01', '2030-02-30T12:00:00Z']) {
    assert.equal(readExemption({ checks: ['a'], reason: 'legacy', expiresAt }, ['a']).ok, false, expiresAt)
  }
})

test('an object without a namespace is where it will be applied', () => {
  const unnamed = createInventory().put({ ...deployment(), metadata: { name: 'app' } })
  const finds = (namespace: string, whereUnnamed?: string) =>
    exemptionFinder([{ ...waiver, scope: { namespaces: [namespace] } }], { environments: [], whereUnnamed }, now)('a', unnamed) !==
    undefined
  assert.ok(finds('default'))
  assert.ok(!finds('default', 'shop'))
  assert.ok(finds('shop', 'shop'))
})

test('an exemption needs a reason and known checks', () => {
  const result = readExemption({ checks: ['privileged-container'], reason: ' ', expiresAt: 'soon' }, ['privileged-containers'])
  assert.ok(!result.ok)
  assert.deepEqual(
    result.faults.map(({ pointer }) => pointer),
    ['/checks/0', '/reason', '/expiresAt'],
  )
})
