import assert from 'node:assert/strict'
import { test } from 'node:test'
import { object, outcomeOf, pod } from '../harness.ts'
import { missingSecrets } from './check.ts'

const target = pod({ containers: [{ env: [{ valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }] }] })

test('a key is missed only in a Secret that shows its keys', () => {
  const secret = (fields: object) => object('v1', 'Secret', { ...fields }, { name: 'db' })
  assert.equal(outcomeOf(missingSecrets, target, { beside: [secret({})] }), undefined)
  assert.equal(outcomeOf(missingSecrets, target, { beside: [secret({ stringData: { user: 'cart' } })] })?.violations[0]?.message, 'key')
  assert.equal(
    outcomeOf(missingSecrets, target, { beside: [secret({ data: { user: 'Yw==' }, stringData: { password: 'x' } })] }),
    undefined,
  )
})

test('a connector that may not list Secrets says nothing', () => {
  assert.equal(outcomeOf(missingSecrets, target, { inventory: { knownKinds: new Set() } })?.reason, 'kind-not-known')
})
