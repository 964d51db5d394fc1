import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { uniqueServiceSelectors } from './check.ts'

const service = (name: string, namespace = 'shop') => object('v1', 'Service', { spec: { selector: { app: 'cart' } } }, { name, namespace })

test('only the same namespace counts', () => {
  assert.deepEqual(failing(uniqueServiceSelectors, service('a'), { beside: [service('a', 'other')] }), [])
  assert.deepEqual(failing(uniqueServiceSelectors, service('a'), { beside: [service('b')] }), ['/spec/selector'])
})
