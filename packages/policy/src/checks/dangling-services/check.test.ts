import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployment, failing, object, outcomeOf } from '../harness.ts'
import { danglingServices } from './check.ts'

const service = (selector: Record<string, string>, metadata = {}) => object('v1', 'Service', { spec: { selector } }, metadata)

test('the pods of another namespace do not count', () => {
  assert.deepEqual(failing(danglingServices, service({ app: 'app' }), { beside: [deployment()] }), [])
  const inventory = { knownKinds: new Set(['/Pod']) }
  assert.deepEqual(failing(danglingServices, service({ app: 'app' }, { namespace: 'other' }), { beside: [deployment()], inventory }), [
    '/spec/selector',
  ])
})

test('a folder without pods of the namespace says nothing', () => {
  assert.equal(outcomeOf(danglingServices, service({ app: 'app' }))?.reason, 'kind-not-known')
  assert.equal(
    outcomeOf(danglingServices, service({ app: 'app' }, { namespace: 'other' }), { beside: [deployment()] })?.reason,
    'kind-not-known',
  )
})

test('an empty selector is none', () => {
  assert.deepEqual(failing(danglingServices, service({}), { beside: [deployment()] }), [])
})
