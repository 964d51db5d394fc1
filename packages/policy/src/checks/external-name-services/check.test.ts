import assert from 'node:assert/strict'
import { test } from 'node:test'
import { object, outcomeOf } from '../harness.ts'
import { externalNameServices } from './check.ts'

const message = (externalName: string) =>
  outcomeOf(externalNameServices, object('v1', 'Service', { spec: { type: 'ExternalName', externalName } }))?.violations[0]?.message

test('says what is wrong with the name', () => {
  assert.equal(message('LOCALHOST.'), 'node')
  assert.equal(message('169.254.169.254'), 'address')
  assert.equal(message('kubernetes.default.svc.cluster.local'), 'api-server')
  assert.equal(message('localhost.example'), undefined)
})
